import { type Static, Type } from '@sinclair/typebox';
import type { View } from './view';

/** What who has the link may do beside looking at the map, its legend and single rows. */
export const ShareOptionsSchema = Type.Object(
  {
    table: Type.Boolean({ description: 'See the tables' }),
    download: Type.Boolean({ description: 'Download whole layers' }),
  },
  { additionalProperties: false },
);

export type ShareOptions = Static<typeof ShareOptionsSchema>;

export interface Project {
  id: string;
  /** '' while nobody has named it. */
  name: string;
  view: View;
  /** null: not shared. */
  share: { token: string; options: ShareOptions } | null;
  /** How many layers it has. */
  layers: number;
  created_at: string;
  updated_at: string;
}
