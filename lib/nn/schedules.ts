/** Learning rate as a part of the highest, by the number of steps made before. */
export type Schedule = (step: number) => number;

export const steady: Schedule = () => 1;

/** Times `factor` at each of the milestones. */
export const stepped =
  (milestones: readonly number[], factor = 0.1): Schedule =>
  (step) =>
    factor ** milestones.filter((milestone) => step >= milestone).length;

/** From 1 to 0 in `total` steps, along half a cosine. */
export const cosine =
  (total: number): Schedule =>
  (step) =>
    0.5 * (1 + Math.cos((Math.PI * Math.min(step, total)) / total));

/** Rises linearly from `from` to 1 over `steps`, times what follows. */
export const warmUp =
  (steps: number, then: Schedule = steady, from = 1e-3): Schedule =>
  (step) =>
    then(step) * (step >= steps ? 1 : from + ((1 - from) * step) / steps);
