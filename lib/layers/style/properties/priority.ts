import { labelled } from './label-size';
import { numberOf, type Property, type Setting } from './property';

// Placed first: the largest value; without a column, exact answers before the others.
const order = (value: string | null): Setting => ({
  layout: {
    'symbol-sort-key': value
      ? ['-', 0, numberOf(value, -1e12)]
      : ['match', ['get', 'level'], ['address', 'parcel', 'place'], 0, 1],
  },
});

export const priority: Property<string | null> = {
  words: { ko: '먼저 쓸 라벨', en: 'Priority' },
  input: { type: 'column' },
  default: null,
  applies: labelled,
  draw: { label: order, areaLabel: order, lineLabel: order },
};
