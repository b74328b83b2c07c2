import type { Property } from './property';

export const color: Property<string> = {
  words: { ko: '색', en: 'Colour' },
  input: { type: 'colour' },
  default: '#e2562c',
  applies: () => true,
  draw: {
    fill: (_, { colour }) => ({ paint: { 'fill-color': colour } }),
    line: (_, { colour }) => ({ paint: { 'line-color': colour } }),
    circle: (_, { colour }) => ({ paint: { 'circle-color': colour } }),
    icon: (_, { colour }) => ({ paint: { 'icon-color': colour } }),
    cluster: (value) => ({ paint: { 'circle-color': value } }),
  },
};
