import { changedBy, type Field } from '../fields';
import type { ClassifierModel, Recipe } from './models';

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

/** A recipe with some of its members replaced. @throws Problem naming the member and what it may be */
export const changedRecipe = (recipe: Recipe, changes: Record<string, unknown>): Recipe =>
  changedBy(recipe, FIELDS, changes);

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
