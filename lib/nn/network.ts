import type { Shape } from './dimension';
import type { Value } from './graph';
import type { Initialiser } from './initialisers';
import type { Random } from './random';
import { input, nameOf, type ParameterAttributes, parameter, type Tensor } from './tensor';

interface Mask {
  tensor: Tensor;
  rate: number;
}

/**
 * What the layers of one network leave behind: its parameters by name, and in training form the next running
 * statistics and the masks of dropout. A network is described by a function of it and its inputs; called with
 * `training` false the same function gives the inference form.
 */
export class Network {
  private readonly known = new Map<string, Tensor>();
  /** Next values of parameters that do not follow a gradient. */
  readonly statistics = new Map<string, Tensor>();
  private readonly masks: Mask[] = [];

  constructor(readonly training: boolean) {}

  /** The parameter of that name; a name used twice is one parameter (shared weights). */
  parameter(name: string, shape: readonly number[], initial: Initialiser): Tensor {
    const made = this.known.get(name) ?? parameter(name, shape, initial);
    if (String(made.shape) !== String(shape))
      throw new Error(`"${name}" has the shape [${made.shape}], and is wanted as [${shape}].`);
    this.known.set(name, made);
    return made;
  }

  /** All parameters, in the order in which they were made. */
  get parameters(): Tensor[] {
    return [...this.known.values()];
  }

  /** How many numbers the parameters hold. */
  get size(): number {
    return this.parameters
      .map((tensor) => (tensor.attributes as ParameterAttributes).shape.reduce((a, b) => a * b, 1))
      .reduce((a, b) => a + b, 0);
  }

  mask(name: string, shape: Shape, rate: number): Tensor {
    const tensor = input(`mask:${name}`, shape);
    this.masks.push({ tensor, rate });
    return tensor;
  }

  /** Inputs for one run's dropout: 0 with the rate's probability, else what makes up for it. `sizes`: of the symbols. */
  drawMasks(random: Random, sizes: Record<string, number> = {}): Record<string, Value> {
    const drawn = this.masks.map(({ tensor, rate }): [string, Value] => {
      const shape = tensor.shape.map((d) => (typeof d === 'number' ? d : sizes[d]!));
      const length = shape.reduce((a, b) => a * b, 1);
      const data = Float32Array.from({ length }, () => (random.uniform() < rate ? 0 : 1 / (1 - rate)));
      return [nameOf(tensor), { type: 'float32', shape, data }];
    });
    return Object.fromEntries(drawn);
  }
}
