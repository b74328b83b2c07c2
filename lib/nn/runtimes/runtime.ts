import type { Graph, Value, Values } from '../graph';

/** Runs graphs on some device. All runtimes give the same numbers but for rounding. */
export interface Runtime {
  /** For people: "ONNX Runtime 1.30.0, cpu". */
  readonly name: string;
  /** Puts parameters where this runtime can use them. Graphs loaded on one memory share them. */
  memory(values: Values): Promise<Memory>;
  /**
   * Makes a graph ready to run. `baked`: which parameters never change any more; the runtime may optimise with them.
   * @throws Error when the memory lacks a parameter of the graph.
   */
  load(graph: Graph, memory: Memory, baked?: (name: string) => boolean): Promise<Program>;
}

export interface Memory {
  /** Copies of the parameters as they are now. */
  read(): Promise<Values>;
  /** Replaces values; names that are not there are added. */
  write(values: Values): Promise<void>;
  dispose(): void;
}

export interface Program {
  /** One run: inputs by name in, outputs by name out; parameters with a next value have it afterwards. */
  run(inputs: Record<string, Value>): Promise<Record<string, Value>>;
  dispose(): Promise<void>;
}
