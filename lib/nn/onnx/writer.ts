import type { onnx as Onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';
import { type Dimension, type Shape, shapePlan } from '../dimension';
import type { ConstantAttributes, Tensor, Type } from '../tensor';

const { onnx } = onnxProto;

/** ONNX opset of everything written: the first in which all reductions take their axes as an input. */
export const OPSET = 18;
const IR_VERSION = 8;
/** "To the end" for Slice. */
const LAST = 2n ** 63n - 1n;

export const dataTypes: Record<Type, number> = {
  float32: onnx.TensorProto.DataType.FLOAT,
  int32: onnx.TensorProto.DataType.INT32,
  bool: onnx.TensorProto.DataType.BOOL,
};

/** Attributes of nodes: whole numbers and lists of them, texts; floats are marked as such. */
type Attribute = number | readonly number[] | string | { float: number };

function attribute(name: string, value: Attribute): Onnx.IAttributeProto {
  const kinds = onnx.AttributeProto.AttributeType;
  if (typeof value === 'number') return { name, type: kinds.INT, i: value };
  if (typeof value === 'string') return { name, type: kinds.STRING, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: kinds.FLOAT, f: value.float };
  return { name, type: kinds.INTS, ints: [...value] };
}

export const bytesOf = (data: ArrayBufferView) =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Where in a file numbers lie, in bytes; `half`: with 16 bits each. */
export interface Place {
  half: boolean;
  offset: number;
  length: number;
}

/** Collects the nodes and constants of an ONNX graph. */
export class OnnxWriter {
  readonly nodes: Onnx.INodeProto[] = [];
  readonly initializers: Onnx.ITensorProto[] = [];
  private readonly constants = new Map<string, string>();
  private count = 0;

  /** A node with one result, whose name is given back. */
  node(opType: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    const output = `t${this.count++}`;
    const listed = Object.entries(attributes).map(([name, value]) => attribute(name, value));
    this.nodes.push({
      opType,
      name: `${opType}_${output}`,
      input: [...inputs],
      output: [output],
      attribute: listed,
    });
    return output;
  }

  /** Gives a result a name of its own. */
  named(output: string, name: string): void {
    this.nodes.push({ opType: 'Identity', name: `Identity_${output}`, input: [name], output: [output] });
  }

  initializer(name: string, dataType: number, dims: readonly number[], data: ArrayBufferView): string {
    this.initializers.push({ name, dataType, dims: [...dims], rawData: bytesOf(data) });
    return name;
  }

  /** Numbers in a file beside the model ("external data"). Gives the name they have as 32-bit floats. */
  external(name: string, dims: readonly number[], file: string, { half, offset, length }: Place): string {
    const stored = half ? `${name}:16` : name;
    const entries = { location: file, offset, length };
    this.initializers.push({
      name: stored,
      dataType: half ? onnx.TensorProto.DataType.FLOAT16 : onnx.TensorProto.DataType.FLOAT,
      dims: [...dims],
      dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
      externalData: Object.entries(entries).map(([key, value]) => ({ key, value: String(value) })),
    });
    return half ? this.node('Cast', [stored], { to: onnx.TensorProto.DataType.FLOAT }) : stored;
  }

  private shared(key: string, make: (name: string) => string): string {
    const name = this.constants.get(key) ?? make(`c${this.count++}`);
    this.constants.set(key, name);
    return name;
  }

  /** A list of 64-bit numbers: axes, starts, shapes. Infinity means "to the end", minus it "to the beginning". */
  ints(values: readonly number[]): string {
    const data = BigInt64Array.from(
      values.map((v) => (Number.isFinite(v) ? BigInt(v) : v > 0 ? LAST : -LAST)),
    );
    return this.shared(`i${values}`, (name) =>
      this.initializer(name, onnx.TensorProto.DataType.INT64, [data.length], data),
    );
  }

  scalar(value: number, type: Type = 'float32'): string {
    const data = type === 'float32' ? Float32Array.of(value) : Int32Array.of(value);
    return this.shared(`${type}${value}`, (name) => this.initializer(name, dataTypes[type], [], data));
  }

  constant({ data, shape, type }: ConstantAttributes): string {
    if (shape.length === 0) return this.scalar(data[0]!, type);
    const typed = type === 'float32' ? Float32Array.from(data) : Int32Array.from(data);
    return this.initializer(`c${this.count++}`, dataTypes[type], shape, typed);
  }

  /** `shape` as a 64-bit list, its symbols found in `name`, which has the shape `from`. */
  private shapeAtRun(name: string, from: Shape, shape: Shape): string {
    const plan = shapePlan(from, shape);
    if (plan.every((entry) => typeof entry === 'number')) return this.ints(plan);
    const whole = this.node('Shape', [name]);
    const parts = plan.map((entry) =>
      typeof entry === 'number' ? this.ints([entry]) : this.node('Gather', [whole, this.ints([entry.axis])]),
    );
    return this.node('Concat', parts, { axis: 0 });
  }

  reshape(name: string, from: Shape, to: Shape): string {
    return this.node('Reshape', [name, this.shapeAtRun(name, from, to)]);
  }

  /** Cuts where a pad is negative, fills with `value` where it is positive. */
  pad(name: string, before: readonly number[], after: readonly number[], value = 0): string {
    const cut = before.map((n, i) => Math.min(n, after[i]!)).some((n) => n < 0);
    let result = name;
    if (cut) {
      const starts = before.map((n) => Math.max(0, -n));
      const ends = after.map((n) => (n < 0 ? n : Number.POSITIVE_INFINITY));
      result = this.node('Slice', [result, this.ints(starts), this.ints(ends)]);
    }
    const grown = [...before, ...after].map((n) => Math.max(0, n));
    if (grown.every((n) => n === 0)) return result;
    return this.node('Pad', [result, this.ints(grown), this.scalar(value)]);
  }

  valueInfo(name: string, type: Type, shape: Shape): Onnx.IValueInfoProto {
    const dim = shape.map((d: Dimension) => (typeof d === 'number' ? { dimValue: d } : { dimParam: d }));
    return { name, type: { tensorType: { elemType: dataTypes[type], shape: { dim } } } };
  }

  /** The bytes of the model. */
  model(
    inputs: Onnx.IValueInfoProto[],
    outputs: Onnx.IValueInfoProto[],
    metadata: Record<string, string> = {},
  ): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: 'jari',
      opsetImport: [{ domain: '', version: OPSET }],
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      graph: {
        name: 'jari',
        node: this.nodes,
        input: inputs,
        output: outputs,
        initializer: this.initializers,
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }
}

/** Writes one tensor whose inputs are written. */
export function writeTensor(writer: OnnxWriter, tensor: Tensor, names: Map<Tensor, string>): string {
  const inputs = tensor.inputs.map((input) => names.get(input)!);
  return tensor.operation.onnx(writer, inputs, tensor.attributes, tensor);
}
