import { Problem } from '@/lib/problems';
import type { ClassifierModel, Recipe } from './models';

/** One hyper-parameter: what it may be. The command line, the checks of requests and the form all follow from this. */
export type Field =
  | { type: 'number'; minimum: number; maximum: number; whole?: true }
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'flag' };

export const FIELDS: { [K in keyof Recipe]: Field } = {
  epochs: { type: 'number', whole: true, minimum: 1, maximum: 1000 },
  batch: { type: 'number', whole: true, minimum: 1, maximum: 10_000 },
  rate: { type: 'number', minimum: 1e-7, maximum: 10 },
  optimiser: { type: 'choice', choices: ['sgd', 'adam', 'adamw'] },
  momentum: { type: 'number', minimum: 0, maximum: 0.999 },
  weightDecay: { type: 'number', minimum: 0, maximum: 1 },
  schedule: { type: 'choice', choices: ['steady', 'cosine'] },
  flip: { type: 'flag' },
  shift: { type: 'number', whole: true, minimum: 0, maximum: 16 },
  seed: { type: 'number', whole: true, minimum: 0, maximum: 2 ** 31 - 1 },
};

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
 * A recipe with some of its members replaced.
 * @throws Problem naming the member and what it may be
 */
export function changedRecipe(recipe: Recipe, changes: Record<string, unknown>): Recipe {
  for (const [name, value] of Object.entries(changes)) {
    if (!(name in FIELDS)) {
      const known = Object.keys(FIELDS).join(', ');
      throw new Problem('bad-request', `There is no hyper-parameter "${name}"; known are ${known}.`, {
        parameter: name,
      });
    }
    const wanted = fault(FIELDS[name as keyof Recipe], value);
    if (wanted)
      throw new Problem('bad-request', `The hyper-parameter "${name}" must be ${wanted}, not ${value}.`, {
        parameter: name,
      });
  }
  return { ...recipe, ...changes };
}

/** A hyper-parameter as an option of the command line, without the dashes: weightDecay, weight-decay. */
export const optionOf = (name: keyof Recipe) =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The command that trains so; what is as the model has it is left out. */
export function commandOf(model: ClassifierModel, recipe: Recipe, data?: string): string {
  const names = Object.keys(FIELDS) as (keyof Recipe)[];
  const options = names.flatMap((name) => {
    if (recipe[name] === model.recipe[name]) return [];
    const option = optionOf(name);
    if (FIELDS[name].type === 'flag') return [recipe[name] ? `--${option}` : `--no-${option}`];
    return [`--${option} ${recipe[name]}`];
  });
  return ['jari train classifier --model', model.name, ...(data ? [`--data ${data}`] : []), ...options].join(
    ' ',
  );
}
