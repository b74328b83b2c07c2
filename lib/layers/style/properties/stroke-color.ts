import { type Property, paper, symbols } from './property';

export const strokeColor: Property<string | null> = {
  words: { ko: '윤곽선 색', en: 'Outline colour' },
  input: { type: 'colour', auto: { ko: '자동', en: 'Automatic' } },
  default: null,
  applies: (to) => to.polygon || symbols(to),
  draw: {
    // By itself the outline of an area is of its colour; that of a point sets it off from the map.
    outline: (value, { colour }) => ({ paint: { 'line-color': value ?? colour } }),
    circle: (value, { dark }) => ({ paint: { 'circle-stroke-color': value ?? paper(dark) } }),
    cluster: (value, { dark }) => ({ paint: { 'circle-stroke-color': value ?? paper(dark) } }),
    icon: (value, { dark }) => ({ paint: { 'icon-halo-color': value ?? paper(dark) } }),
  },
};
