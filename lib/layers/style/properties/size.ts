import { type Drawing, type Expression, type Property, symbols } from './property';

/** Width in pixels of an icon's image at size 1. */
export const ICON_PIXELS = 24;

/** Points are smaller where the whole country is in sight, and the chosen one stands out. */
function grown({ size, picked }: Drawing): Expression {
  const radius = typeof size === 'number' ? size / 2 : ['/', size, 2];
  const small = typeof size === 'number' ? size * 0.3 : ['*', size, 0.3];
  const plus = (by: number, base: Expression) => ['case', picked, ['+', base, by], base];
  return ['interpolate', ['linear'], ['zoom'], 3, plus(3, small), 7, plus(4, radius)];
}

export const size: Property<number> = {
  words: { ko: '크기', en: 'Size' },
  input: { type: 'number', minimum: 3, maximum: 60, step: 1, unit: 'px' },
  default: 11,
  applies: symbols,
  draw: {
    circle: (_, drawing) => ({ paint: { 'circle-radius': grown(drawing) } }),
    icon: (_, { size }) => {
      const whole = typeof size === 'number' ? size / ICON_PIXELS : ['/', size, ICON_PIXELS];
      const small = typeof size === 'number' ? (size * 0.6) / ICON_PIXELS : ['*', whole, 0.6];
      return { layout: { 'icon-size': ['interpolate', ['linear'], ['zoom'], 3, small, 7, whole] } };
    },
  },
};
