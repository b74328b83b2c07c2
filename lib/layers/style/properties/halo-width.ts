import { labelled } from './label-size';
import type { Property, Setting } from './property';

const halo = (value: number): Setting => ({ paint: { 'text-halo-width': value } });

export const haloWidth: Property<number> = {
  words: { ko: '후광 굵기', en: 'Halo width' },
  input: { type: 'number', minimum: 0, maximum: 4, step: 0.2, unit: 'px' },
  default: 1.6,
  applies: labelled,
  draw: { label: halo, lineLabel: halo, areaLabel: halo },
};
