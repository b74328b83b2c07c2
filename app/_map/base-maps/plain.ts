import type { Theme } from '../../_lib/store';
import { fontFaces } from '../offline-style';
import type { BaseMap } from './types';

/** The colour of the page's paper (app/styles/base.css), on which a map lies quietly. */
export const PAPER: Record<Theme, string> = { light: '#fbfaf7', dark: '#131a20' };

/** Nothing but paper: a layer of one's own, say districts, is the base. */
export const plain: BaseMap = {
  id: 'plain',
  available: () => true,
  style: async ({ theme, origin }) => ({
    version: 8,
    'font-faces': fontFaces(origin),
    sources: {},
    layers: [{ id: 'paper', type: 'background', paint: { 'background-color': PAPER[theme] } }],
  }),
};
