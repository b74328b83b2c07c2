import { add } from './operations/arithmetic';
import { broadcastTo } from './operations/shape';
import { asTensor, inOrder, type Tensor } from './tensor';

/**
 * Reverse-mode differentiation: the gradient of `loss` (one number) by each of `by`, as further nodes of the graph.
 * Where the loss does not depend on a tensor its gradient is undefined.
 */
export function gradients(loss: Tensor, by: readonly Tensor[]): (Tensor | undefined)[] {
  if (loss.shape.length > 0) throw new Error(`A loss is one number; this one has the shape [${loss.shape}].`);
  const order = inOrder([loss]);
  const needed = new Set<Tensor>(by);
  for (const tensor of order) if (tensor.inputs.some((input) => needed.has(input))) needed.add(tensor);
  const found = new Map<Tensor, Tensor>([[loss, asTensor(1)]]);
  for (const tensor of order.reverse()) {
    const dy = found.get(tensor);
    if (!dy || !needed.has(tensor) || !tensor.operation.gradient) continue;
    const parts = tensor.operation.gradient(dy, tensor, tensor.inputs, tensor.attributes);
    tensor.inputs.forEach((input, i) => {
      const part = parts[i];
      if (!part || !needed.has(input)) return;
      const sum = found.get(input);
      found.set(input, sum ? add(sum, part) : part);
    });
  }
  return by.map((tensor) => {
    const gradient = found.get(tensor);
    return gradient && gradient.shape.length < tensor.shape.length ? broadcastTo(gradient, tensor) : gradient;
  });
}
