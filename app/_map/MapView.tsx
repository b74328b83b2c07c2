'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { CandidateMarkers } from '../_correct/CandidateMarkers';
import { useCorrecting } from '../_correct/store';
import { DraftImage } from '../_imagery/DraftImage';
import { noteLost } from '../_lib/connection';
import { useStore } from '../_lib/store';
import { Chosen } from './Chosen';
import { Drawing } from './Drawing';
import { giveIcons } from './icons';
import maplibre from './maplibre';
import { Popup } from './Popup';
import { chooseOnMap, openCluster, readFeatureAt, showHand } from './pick';
import { layerOfSource, MARK } from './sources';
import { syncMap, syncOutlines } from './sync';
import { Tools } from './Tools';
import { Uncertainty } from './Uncertainty';
import { useBaseMap } from './use-base-map';
import { beyond, CLOSEST, closest, fitPadding } from './view';

type MapLibreMap = import('maplibre-gl').Map;

/** Views of a first visit. */
const HOME = { ko: { center: [127.9, 36.2], zoom: 6.3 }, en: { center: [60, 28], zoom: 1.9 } } as const;

/** The map. All that it shows comes from the store; what a person does on it goes to the store. */
export function MapView() {
  const t = useTranslations('map');
  const locale = useLocale();
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibreMap | null>(null);
  /** Layers whose features did not arrive. */
  const undrawn = useRef(new Set<string>());

  useEffect(() => {
    const made = new maplibre.Map({
      container: container.current!,
      ...(locale === 'ko' ? HOME.ko : HOME.en),
      center: [...(locale === 'ko' ? HOME.ko : HOME.en).center],
      hash: 'map',
      maxZoom: CLOSEST,
      fadeDuration: 0,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: { compact: true },
      localIdeographFontFamily: false,
      // Tile services (OpenStreetMap's, VWorld) ask which site their pictures are for; pages tell nobody else.
      transformRequest: (url) => ({ url, referrerPolicy: 'strict-origin-when-cross-origin' }),
      locale: { 'Map.Title': t('title'), 'Popup.Close': t('closePopup') },
    });
    giveIcons(made, window.location.origin);
    made.touchZoomRotate.disableRotation();
    made.addControl(new maplibre.ScaleControl({ maxWidth: 96 }), 'bottom-right');
    made.on('click', ({ point, originalEvent: { shiftKey, ctrlKey, metaKey } }) => {
      if (useCorrecting.getState().placing) return; // the click is the place of a row
      if (useStore.getState().measuring) return;
      const found = readFeatureAt(made, point);
      if (found && 'cluster' in found) {
        useStore.getState().select(found.layer);
        void openCluster(made, found);
        return;
      }
      chooseOnMap(found, shiftKey || ctrlKey || metaKey);
    });
    showHand(made);
    // For tests and for the curious: what the page draws can be asked of the map itself.
    Object.assign(window, { jariMap: made });
    made.on('error', (event) => {
      // Tiles of a base map fail one by one where there is no network: use-base-map says one word about it.
      const { sourceId = '', error } = event as typeof event & { sourceId?: string };
      if (!sourceId.startsWith(MARK)) return;
      undrawn.current.add(layerOfSource(sourceId));
      // Without a status nothing came back: the banner tells, and the layer is fetched again when the line is back.
      if ((error as { status?: number }).status === undefined) noteLost();
      else useStore.getState().say(t('rowsNotDrawn'), { tone: 'bad' });
    });
    made.on('moveend', (event) => {
      // Opening a project on another screen is not a change of its view.
      if ((event as { restored?: true }).restored) return;
      const { lng, lat } = made.getCenter().wrap();
      const bounds = made.getBounds();
      const round = (value: number, digits: number) => Number(value.toFixed(digits));
      useStore.getState().set({
        at: {
          center: [round(lng, 6), round(lat, 6)],
          zoom: round(made.getZoom(), 3),
          bearing: round(made.getBearing(), 2),
          extent: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((degrees) =>
            round(degrees, 5),
          ),
        },
      });
    });
    setMap(made);
    return () => made.remove();
  }, [locale, t]);

  useBaseMap(map, locale);

  // The one step that makes the map agree with the store.
  useEffect(() => {
    if (!map) return;
    const { origin } = window.location;
    const run = () => {
      if (!map.getStyle()) return;
      const { layers, revisions, theme, feature, selection } = useStore.getState();
      const chosen = [feature && { layer: feature.layer, n: [feature.n] }, selection];
      syncMap(map, { layers, revisions, chosen, dark: theme === 'dark', origin });
      syncOutlines(map, origin);
    };
    map.on('styledata', run);
    map.on('zoomend', run);
    const stop = useStore.subscribe((now, before) => {
      if (
        now.layers !== before.layers ||
        now.revisions !== before.revisions ||
        now.theme !== before.theme ||
        now.feature !== before.feature ||
        now.selection !== before.selection
      ) {
        run();
      }
    });
    run();
    return () => {
      stop();
      map.off('styledata', run);
      map.off('zoomend', run);
    };
  }, [map]);

  const recovered = useStore((state) => state.recovered);
  useEffect(() => {
    if (recovered === 0) return;
    for (const id of undrawn.current) useStore.getState().reload(id);
    undrawn.current.clear();
  }, [recovered]);

  // Where to look.
  const camera = useStore((state) => state.camera);
  useEffect(() => {
    if (!map || !camera) return;
    const padding = fitPadding(useStore.getState(), map.getContainer());
    if (camera.to === 'extent') {
      const [west, south, east, north] = camera.extent;
      map.fitBounds([west, south, east, north], {
        padding: beyond(padding, map.getPadding()),
        maxZoom: closest(camera.extent),
        duration: 900,
      });
    } else if (camera.to === 'view') {
      const { center, bearing, extent } = camera;
      const [west, south, east, north] = extent ?? [];
      const fitting =
        extent && map.cameraForBounds([west!, south!, east!, north!], { padding: 0, bearing })?.zoom;
      // A window of the same size sees the same; rounding is no reason to move.
      const smaller = fitting !== undefined && fitting < camera.zoom - 0.1;
      map.jumpTo({ center, zoom: smaller ? fitting : camera.zoom, bearing }, { restored: true });
    } else {
      const zoom = camera.zoom ?? Math.max(map.getZoom(), 11);
      // The bubble opens above the symbol, so it is brought below the middle.
      const { clientWidth, clientHeight } = map.getContainer();
      const bubble = useStore.getState().feature && clientWidth > 720;
      const free = bubble ? clientHeight - padding.top - padding.bottom : 0;
      const room = { ...padding, top: padding.top + Math.max(0, free * 0.3) };
      map.flyTo({ center: [camera.lon, camera.lat], zoom, padding: room, duration: 900 });
    }
  }, [map, camera]);

  // The place found by the search box.
  const marker = useStore((state) => state.marker);
  useEffect(() => {
    if (!map || !marker) return;
    const pin = document.createElement('div');
    pin.innerHTML = '<div class="found-pin"></div>';
    pin.setAttribute('role', 'img');
    pin.setAttribute('aria-label', marker.label);
    const shown = new maplibre.Marker({ element: pin, anchor: 'bottom' })
      .setLngLat([marker.lon, marker.lat])
      .addTo(map);
    return () => void shown.remove();
  }, [map, marker]);

  return (
    <>
      <div ref={container} className="map" />
      {map && <Popup map={map} />}
      {map && <CandidateMarkers map={map} />}
      {map && <Uncertainty map={map} />}
      {map && <Chosen map={map} />}
      {map && <Drawing map={map} />}
      {map && <DraftImage map={map} />}
      {map && <Tools map={map} />}
    </>
  );
}
