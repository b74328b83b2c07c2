import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Icon sets of the field for maps (both CC0): Mapbox's maki and temaki of the iD editor. */
const SETS = { maki: '@mapbox/maki/icons', temaki: '@rapideditor/temaki/icons' };

const folder = (set: keyof typeof SETS) => join(process.cwd(), 'node_modules', SETS[set]);

/** Path of every icon's SVG by its name, `maki-bus`. */
export const ICONS: ReadonlyMap<string, string> = new Map(
  (Object.keys(SETS) as (keyof typeof SETS)[]).flatMap((set) =>
    readdirSync(folder(set))
      .filter((file) => file.endsWith('.svg'))
      .map((file) => [`${set}-${file.slice(0, -4)}`, join(folder(set), file)] as const),
  ),
);
