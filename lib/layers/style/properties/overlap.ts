import { labelled } from './label-size';
import type { Property, Setting } from './property';

const overlaps = (value: boolean): Setting => ({ layout: { 'text-allow-overlap': value } });

export const overlap: Property<boolean> = {
  words: { ko: '겹쳐도 모두 쓰기', en: 'Allow overlap' },
  input: { type: 'toggle' },
  default: false,
  applies: labelled,
  draw: { label: overlaps, areaLabel: overlaps, lineLabel: overlaps },
};
