import { labelled } from './label-size';
import { type Drawing, type Property, paper, type Setting } from './property';

const halo = (value: string | null, { dark }: Drawing): Setting => ({
  paint: { 'text-halo-color': value ?? paper(dark) },
});

export const haloColor: Property<string | null> = {
  words: { ko: '후광 색', en: 'Halo colour' },
  input: { type: 'colour', auto: { ko: '자동', en: 'Automatic' } },
  default: null,
  applies: labelled,
  draw: { label: halo, lineLabel: halo, areaLabel: halo },
};
