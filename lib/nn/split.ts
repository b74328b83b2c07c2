import type { Graph } from './graph';
import { inOrder, input, isConstant, isInput, isParameter, type Tensor } from './tensor';

const isLeaf = (tensor: Tensor) => isInput(tensor) || isParameter(tensor) || isConstant(tensor);

/**
 * One graph as two, where inputs of the later part depend on results of the earlier one (a detector's targets on its
 * proposals). The first gives `early` and whatever on the way there the second needs again, as outputs "kept:0",
 * "kept:1", ..., which are inputs of the second: nothing is computed twice.
 */
export function splitGraph(graph: Graph, early: Record<string, Tensor>): { first: Graph; second: Graph } {
  // What comes of weights alone is computed again: that is cheaper than to hand it on.
  const before = new Set<Tensor>();
  for (const tensor of inOrder(Object.values(early)))
    if (isInput(tensor) || tensor.inputs.some((given) => before.has(given))) before.add(tensor);
  const kept = new Map<Tensor, Tensor>();
  const made = new Map<Tensor, Tensor>();
  const roots = [...Object.values(graph.outputs), ...(graph.next?.values() ?? [])];
  const keep = (tensor: Tensor): Tensor => {
    const known = kept.get(tensor) ?? input(`kept:${kept.size}`, tensor.shape, tensor.type);
    kept.set(tensor, known);
    return known;
  };
  for (const tensor of inOrder(roots)) {
    if (isLeaf(tensor)) made.set(tensor, tensor);
    else if (!before.has(tensor)) {
      const inputs = tensor.inputs.map((given) =>
        before.has(given) && !isLeaf(given) ? keep(given) : made.get(given)!,
      );
      made.set(tensor, { ...tensor, inputs });
    }
  }
  const later = (tensor: Tensor) =>
    before.has(tensor) && !isLeaf(tensor) ? keep(tensor) : made.get(tensor)!;
  const second: Graph = {
    outputs: Object.fromEntries(Object.entries(graph.outputs).map(([name, t]) => [name, later(t)])),
    next: graph.next && new Map([...graph.next].map(([name, t]) => [name, later(t)])),
  };
  const between = [...kept].map(([tensor, { attributes }]) => [
    (attributes as { name: string }).name,
    tensor,
  ]);
  return { first: { outputs: { ...early, ...Object.fromEntries(between) } }, second };
}
