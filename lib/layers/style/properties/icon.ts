import { type Property, symbols } from './property';

/** Prefix of the images of the map that are Jari's icons. */
export const ICON_MARK = 'jari-icon:';

export const icon: Property<string> = {
  words: { ko: '아이콘', en: 'Icon' },
  input: { type: 'icon' },
  default: 'maki-marker',
  applies: (to) => symbols(to) && to.style.symbol.shape === 'icon',
  draw: {
    icon: (value) => ({
      layout: {
        'icon-image': `${ICON_MARK}${value}`,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    }),
  },
};
