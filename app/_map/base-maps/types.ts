import type { StyleSpecification } from 'maplibre-gl';
import type { Theme } from '../../_lib/store';
import type { AppConfig } from '../../_lib/types';

/** What a base map is drawn for. */
export interface Choice {
  theme: Theme;
  locale: string;
  /** Of this server: https://example.org */
  origin: string;
  config: AppConfig;
  /** The address of one's own base map, for `own`. */
  own: string | null;
}

/** A base map: one file of this folder each, listed in index.ts. */
export interface BaseMap {
  /** Also the key of its name in the words of `baseMap`; its note is under `<id>Note`. */
  id: string;
  /** Listed though it is not available, so that one learns of it. */
  advertised?: boolean;
  available(config: AppConfig): boolean;
  /** @throws OwnMapFault or any error when its style cannot be had */
  style(choice: Choice): Promise<StyleSpecification>;
}
