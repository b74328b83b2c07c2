import { Problem } from '@/lib/problems';
import type { RunKind } from '../kind';
import { classifierRun } from './classifier';
import { maskRcnnRun } from './mask-rcnn';

/** Every kind of training. */
export const runKinds: RunKind[] = [classifierRun as unknown as RunKind, maskRcnnRun as unknown as RunKind];

/** @throws Problem naming those that there are. */
export function findRunKind(name: string): RunKind {
  const kind = runKinds.find((kind) => kind.name === name);
  if (kind) return kind;
  const known = runKinds.map(({ name }) => name).join(', ');
  throw new Problem('not-found', `There is no kind of training "${name}"; known are ${known}.`);
}

/** The kind that trains a model; that of classifiers, which says what there is, where none does. */
export const kindOf = (model: string): RunKind =>
  runKinds.find(({ models }) => models.some(({ name }) => name === model)) ?? runKinds[0]!;
