import type { Property } from './property';

/** Of the image under the layer; multiplies the layer's own. */
export const imageOpacity: Property<number> = {
  words: { ko: '영상 불투명도', en: 'Image opacity' },
  input: { type: 'number', minimum: 0, maximum: 1, step: 0.05, unit: '%' },
  default: 1,
  applies: ({ image }) => image,
};
