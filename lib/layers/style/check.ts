import { Problem } from '@/lib/problems';
import type { Column } from '../types';
import { styleColumns } from './columns';
import { parseRule } from './rules/parse';
import type { Style } from './schema';

/**
 * Refuses a style that cannot be drawn, beyond what the schema says.
 * @throws Problem bad-request: a rule that cannot be read, classes that do not fit their colours, a column that
 * the layer does not have
 */
export function checkStyle(style: Style, columns: readonly Column[]): void {
  const { by } = style;
  if (by.type === 'rules') {
    by.rules.forEach(({ rule }, i) => {
      const parsed = parseRule(rule);
      if ('fault' in parsed) {
        throw new Problem(
          'bad-request',
          `Rule ${i + 1} of the style cannot be read at character ${parsed.fault.start + 1}.`,
          { path: `/style/by/rules/${i}/rule` },
        );
      }
    });
  }
  if (by.type === 'classes') {
    const ascends = by.breaks.every((value, i) => i === 0 || value >= by.breaks[i - 1]!);
    if (by.breaks.length !== by.colors.length + 1 || !ascends) {
      throw new Problem('bad-request', 'Classes need ascending breaks, one more than there are colours.', {
        path: '/style/by/breaks',
      });
    }
  }
  for (const name of styleColumns(style)) {
    if (!columns.some((column) => column.name === name)) {
      throw new Problem('bad-request', `The layer has no column "${name}" to draw with.`, { path: '/style' });
    }
  }
}
