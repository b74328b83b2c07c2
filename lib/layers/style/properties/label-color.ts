import { labelled } from './label-size';
import { type Drawing, ink, type Property, type Setting } from './property';

const color = (value: string | null, { dark }: Drawing): Setting => ({
  paint: { 'text-color': value ?? ink(dark) },
});

export const labelColor: Property<string | null> = {
  words: { ko: '글자 색', en: 'Text colour' },
  input: { type: 'colour', auto: { ko: '자동', en: 'Automatic' } },
  default: null,
  applies: labelled,
  draw: { label: color, lineLabel: color, areaLabel: color },
};
