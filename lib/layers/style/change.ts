import { GROUPS, type Properties } from './properties/all';
import type { Style } from './schema';

/** Some members of a style, put in place of its own. */
export type StyleChange = Partial<Pick<Style, 'points' | 'by'>> & {
  [G in keyof Properties]?: Partial<Properties[G]>;
};

export function changedStyle(style: Style, change: StyleChange): Style {
  const groups = GROUPS.map((group) => [group, { ...style[group], ...change[group] }]);
  return { ...style, ...change, ...Object.fromEntries(groups) };
}
