import { opacityOf, type Property } from './property';

export const opacity: Property<number> = {
  words: { ko: '불투명도', en: 'Opacity' },
  input: { type: 'number', minimum: 0, maximum: 1, step: 0.05, unit: '%' },
  default: 0.9,
  applies: ({ point, line, polygon, style }) => line || polygon || (point && style.points !== 'heat'),
  draw: {
    outline: (_, { style }) => ({ paint: { 'line-opacity': opacityOf(style) } }),
    line: (_, { style }) => ({ paint: { 'line-opacity': opacityOf(style) } }),
    circle: (_, { style }) => ({
      paint: { 'circle-opacity': opacityOf(style), 'circle-stroke-opacity': opacityOf(style) },
    }),
    icon: (_, { style }) => ({ paint: { 'icon-opacity': opacityOf(style) } }),
    cluster: (_, { style }) => ({
      paint: { 'circle-opacity': opacityOf(style), 'circle-stroke-opacity': opacityOf(style) },
    }),
  },
};
