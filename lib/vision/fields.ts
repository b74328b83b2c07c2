import { Problem } from '@/lib/problems';

/** One hyper-parameter: what it may be. The command line, the checks of requests and the form all follow from this. */
export type Field =
  | { type: 'number'; minimum: number; maximum: number; whole?: true }
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'flag' };

/** What is wrong with a value of a field, as the end of a sentence; undefined when nothing is. */
function fault(field: Field, value: unknown): string | undefined {
  if (field.type === 'flag') return typeof value === 'boolean' ? undefined : 'true or false';
  if (field.type === 'choice')
    return field.choices.includes(value as string) ? undefined : `one of ${field.choices.join(', ')}`;
  const { minimum, maximum, whole } = field;
  const good = typeof value === 'number' && value >= minimum && value <= maximum;
  if (good && (!whole || Number.isInteger(value))) return undefined;
  return `a ${whole ? 'whole ' : ''}number from ${minimum} to ${maximum}`;
}

/**
 * Settings with some of their members replaced.
 * @throws Problem naming the member and what it may be
 */
export function changedBy<T extends object>(
  settings: T,
  fields: Partial<Record<keyof T, Field>>,
  changes: Record<string, unknown>,
): T {
  for (const [name, value] of Object.entries(changes)) {
    const field = fields[name as keyof T];
    if (!field) {
      const known = Object.keys(fields).join(', ');
      throw new Problem('bad-request', `There is no hyper-parameter "${name}"; known are ${known}.`, {
        parameter: name,
      });
    }
    const wanted = fault(field, value);
    if (wanted)
      throw new Problem('bad-request', `The hyper-parameter "${name}" must be ${wanted}, not ${value}.`, {
        parameter: name,
      });
  }
  return { ...settings, ...changes };
}
