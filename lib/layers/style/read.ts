import { type Described, defaultStyle, type SavedStyle } from './default';
import { GROUPS } from './properties/all';
import { STYLE_VERSION, type Style } from './schema';
import { upgrades } from './upgrades/all';

/**
 * A saved style as today's: old versions go up step by step, and what is not said is filled in from the defaults
 * for what the layer holds.
 */
export function readStyle(saved: unknown, layer: Described): Style {
  let document = { ...(saved as Record<string, unknown> | null) };
  for (let version = Number(document.version ?? 1); version < STYLE_VERSION; version++) {
    document = upgrades[version]!(document, layer);
  }
  const given = document as unknown as SavedStyle;
  const base = defaultStyle(layer);
  const groups = GROUPS.map((group) => [group, { ...base[group], ...given[group] }]);
  return {
    version: STYLE_VERSION,
    points: given.points ?? base.points,
    by: given.by ?? base.by,
    ...Object.fromEntries(groups),
  };
}
