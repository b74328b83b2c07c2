/** dx, dy, dz in metres, rx, ry, rz in arc seconds (position vector), scale in parts per million: +towgs84. */
export type Helmert = number[];

const SECOND = Math.PI / 180 / 3600;

/**
 * The datum shift within a PROJ pipeline as a seven-parameter shift in the sense of +towgs84.
 * A Molodensky-Badekas transformation, which turns about a pivot, is the same map with another translation:
 * x' = T + P + (1 + s) R (x - P) = [T + P - (1 + s) R P] + (1 + s) R x.
 *
 * @returns undefined where the pipeline holds more than one shift or one of another kind.
 */
export function shiftOf(pipeline: string): Helmert | undefined {
  const steps = pipeline
    .split('+step')
    .filter((step) => /\+proj=(?:helmert|molobadekas|molodensky|geogoffset|affine|push|pop)/.test(step));
  const moving = steps.filter((step) => !/\+proj=(?:push|pop)/.test(step));
  if (moving.length === 0) return [0, 0, 0, 0, 0, 0, 0];
  if (moving.length > 1 || !/\+proj=(?:helmert|molobadekas)/.test(moving[0]!)) return undefined;
  const step = moving[0]!;
  const read = (name: string) => Number(new RegExp(`\\+${name}=(\\S+)`).exec(step)?.[1] ?? 0);
  const inverse = /\+inv\b/.test(step) ? -1 : 1;
  // The rotations of the two conventions differ by sign.
  const sense = /convention=coordinate_frame/.test(step) ? -1 : 1;
  const rotations = ['rx', 'ry', 'rz'].map((name) => read(name) * sense) as [number, number, number];
  const scale = read('s');
  const translation = ['x', 'y', 'z'].map(read) as [number, number, number];
  if (/\+proj=molobadekas/.test(step)) {
    const [px, py, pz] = ['px', 'py', 'pz'].map(read) as [number, number, number];
    const [rx, ry, rz] = rotations.map((angle) => angle * SECOND) as [number, number, number];
    const m = 1 + scale * 1e-6;
    const turned = [px - rz * py + ry * pz, rz * px + py - rx * pz, -ry * px + rx * py + pz];
    for (const [i, pivot] of [px, py, pz].entries())
      translation[i] = translation[i]! + pivot - m * turned[i]!;
  }
  return [...translation, ...rotations, scale].map((value) => Number((value * inverse).toPrecision(10)) + 0);
}
