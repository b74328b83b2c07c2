'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Extent, PlacedPoints } from '../_lib/types';
import maplibre from '../_map/maplibre';
import { offlineStyle } from '../_map/offline-style';

interface PlacementMapProps {
  /** The system to read the points in; null: none chosen yet. */
  crs: string | null;
  /** Positions in the coordinates of the file. */
  points: [x: number, y: number][];
  /** What all of the data covers, where it is known, in the same coordinates. */
  extent?: Extent;
}

/** The corners of an extent: what they cover in another system is near enough what the data does. */
const corners = ([west, south, east, north]: Extent): [number, number][] => [
  [west, south],
  [west, north],
  [east, south],
  [east, north],
];

const collection = (points: PlacedPoints['points']) => ({
  type: 'FeatureCollection' as const,
  features: points.flatMap((coordinates) =>
    coordinates
      ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates }, properties: {} }]
      : [],
  ),
});

/** Where the data would land in a system: a small map with some of its points, and the same in words. */
export function PlacementMap({ crs, points, extent }: PlacementMapProps) {
  const t = useTranslations('importFile');
  const locale = useLocale();
  const { number } = useFigures();
  const theme = useStore((state) => state.theme);
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<import('maplibre-gl').Map | null>(null);
  const [placed, setPlaced] = useState<PlacedPoints | null>(null);
  const [fault, setFault] = useState('');

  useEffect(() => {
    const made = new maplibre.Map({
      container: container.current!,
      style: offlineStyle(theme, locale, window.location.origin),
      center: [127.9, 36.2],
      zoom: 4,
      fadeDuration: 0,
      attributionControl: false,
      dragRotate: false,
      locale: { 'Map.Title': t('placementMap') },
    });
    made.once('load', () => {
      made.addSource('points', { type: 'geojson', data: collection([]) });
      made.addLayer({
        id: 'points',
        type: 'circle',
        source: 'points',
        paint: {
          'circle-radius': 4,
          'circle-color': '#e2562c',
          'circle-stroke-width': 1,
          'circle-stroke-color': '#fff',
        },
      });
      setMap(made);
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [theme, locale, t]);

  useEffect(() => {
    setPlaced(null);
    setFault('');
    if (!crs || points.length === 0) return;
    let stale = false;
    api.placePoints(crs, [...points, ...(extent ? corners(extent) : [])]).then(
      (answer) => !stale && setPlaced(answer),
      (error) => !stale && setFault(sentenceOf(error)),
    );
    return () => {
      stale = true;
    };
  }, [crs, points, extent]);

  useEffect(() => {
    if (!map) return;
    const source = map.getSource('points') as import('maplibre-gl').GeoJSONSource;
    void source.setData(collection(placed?.points.slice(0, points.length) ?? []));
    if (placed?.extent) {
      const [west, south, east, north] = placed.extent;
      map.fitBounds([west, south, east, north], { padding: 28, maxZoom: 9, duration: 0 });
    }
  }, [map, placed, points]);

  const degrees = (from: number, to: number) => [...new Set([number(from, 3), number(to, 3)])].join('–');
  const words = () => {
    if (fault) return fault;
    if (!crs) return t('chooseToSee');
    if (!placed) return t('placing');
    if (!placed.extent) return t('nowhere');
    const [west, south, east, north] = placed.extent;
    return t('lies', { lon: degrees(west, east), lat: degrees(south, north) });
  };
  return (
    <figure className="placement">
      <div ref={container} className="placement-map" />
      <figcaption className="small" role="status">
        {words()}
      </figcaption>
    </figure>
  );
}
