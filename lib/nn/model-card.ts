import { type Graph, toOnnx, type Values } from './graph';
import { OPSET } from './onnx/writer';

/** What others must know to use a model; it travels in the ONNX file's metadata, each as text or JSON. */
export interface ModelCard {
  name: string;
  description: string;
  /** Names of the outputs' classes, in order. */
  classes: readonly string[];
  /** What a pixel of 0 to 255 becomes: (pixel / 255 - mean) / deviation, per channel. */
  normalisation: { mean: readonly number[]; deviation: readonly number[] };
  licence: string;
}

/** The inference graph with its weights as an ONNX file, with named inputs and outputs. */
export const exportModel = (graph: Graph, weights: Values, card: ModelCard): Uint8Array =>
  toOnnx(graph, {
    baked: weights,
    metadata: {
      name: card.name,
      description: card.description,
      classes: JSON.stringify(card.classes),
      normalisation: JSON.stringify(card.normalisation),
      licence: card.licence,
      opset: String(OPSET),
    },
  });
