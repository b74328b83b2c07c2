import { templateExpression } from '../template';
import type { Property, Setting } from './property';

const text = (value: string | null): Setting => ({
  layout: { 'text-field': value === null ? '' : templateExpression(value) },
});

export const labelTemplate: Property<string | null> = {
  words: { ko: '라벨', en: 'Label' },
  input: { type: 'template' },
  default: null,
  applies: () => true,
  draw: { label: text, lineLabel: text, areaLabel: text },
};
