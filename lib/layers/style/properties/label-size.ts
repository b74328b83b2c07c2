import type { Applies, Property, Setting } from './property';

const size = (value: number): Setting => ({ layout: { 'text-size': value } });

export const labelled = ({ style }: Applies) => style.label.template !== null;

export const labelSize: Property<number> = {
  words: { ko: '글자 크기', en: 'Text size' },
  input: { type: 'number', minimum: 6, maximum: 40, step: 0.5, unit: 'px' },
  default: 12,
  applies: labelled,
  draw: { label: size, lineLabel: size, areaLabel: size },
};
