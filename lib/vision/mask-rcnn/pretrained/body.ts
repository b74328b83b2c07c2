import { type Values, value } from '@/lib/nn/graph';

/**
 * The body's parameters from its folded filters: each output channel's filter as a frozen scale times weights of the
 * size that a fresh network would have (He et al. 2015), as `backbone.ts` wants them.
 */
export function bodyParameters(filters: Values, prefix = 'body.'): Values {
  const values: Values = new Map();
  for (const [name, given] of filters) {
    if (!name.endsWith('.weight')) {
      values.set(prefix + name, given);
      continue;
    }
    const [outputs, ...rest] = given.shape as [number, ...number[]];
    const each = rest.reduce((total, size) => total * size, 1);
    const usual = Math.sqrt(2 / each);
    const weights = Float32Array.from(given.data);
    const scales = new Float32Array(outputs);
    for (let output = 0; output < outputs; output++) {
      const own = weights.subarray(output * each, (output + 1) * each);
      const size = Math.sqrt(own.reduce((sum, w) => sum + w * w, 0) / each);
      scales[output] = size > 0 ? size / usual : 1;
      for (let i = 0; i < each; i++) own[i]! /= scales[output]!;
    }
    values.set(prefix + name, value(weights, given.shape));
    values.set(prefix + name.replace(/weight$/, 'scale'), value(scales));
  }
  return values;
}
