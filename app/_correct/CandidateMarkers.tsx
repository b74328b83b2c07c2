'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import maplibre from '../_map/maplibre';
import { correctRow, useCorrecting } from './store';

/** The candidates of the row that is put right, numbered on the map; a click on the map while placing. */
export function CandidateMarkers({ map }: { map: import('maplibre-gl').Map }) {
  const t = useTranslations('correct');
  const open = useCorrecting((state) => state.open);
  const placing = useCorrecting((state) => state.placing);
  const hinted = useCorrecting((state) => state.hinted);

  useEffect(() => {
    if (!open) return;
    const markers = open.candidates.map((candidate, choice) => {
      const pin = document.createElement('button');
      pin.type = 'button';
      pin.className = 'candidate-pin';
      pin.textContent = String(choice + 1);
      pin.title = candidate.label;
      pin.setAttribute('aria-label', `${choice + 1}. ${candidate.label}`);
      pin.onclick = (event) => {
        event.stopPropagation();
        const text = open.text === open.input ? {} : { text: open.text };
        void correctRow({ by: 'candidate', choice, ...text }, t('undoLabel', { n: open.n }));
      };
      pin.onpointerenter = () => useCorrecting.setState({ hinted: choice });
      pin.onpointerleave = () => useCorrecting.setState({ hinted: null });
      return new maplibre.Marker({ element: pin, anchor: 'bottom' })
        .setLngLat([candidate.lon, candidate.lat])
        .addTo(map);
    });
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [map, open, t]);

  useEffect(() => {
    for (const [choice, pin] of [...map.getContainer().querySelectorAll('.candidate-pin')].entries()) {
      pin.toggleAttribute('data-hinted', choice === hinted);
    }
  }, [map, hinted]);

  useEffect(() => {
    if (!placing) return;
    const canvas = map.getCanvas();
    canvas.classList.add('placing');
    const place = ({ lngLat }: { lngLat: { lng: number; lat: number } }) => {
      const { n } = useCorrecting.getState();
      const { lng: lon, lat } = lngLat;
      void correctRow({ by: 'map', lon, lat }, t('undoLabel', { n: n ?? 0 }));
    };
    const end = (event: KeyboardEvent) =>
      event.key === 'Escape' && useCorrecting.setState({ placing: false });
    map.once('click', place);
    addEventListener('keydown', end);
    return () => {
      canvas.classList.remove('placing');
      map.off('click', place);
      removeEventListener('keydown', end);
    };
  }, [map, placing, t]);

  return null;
}
