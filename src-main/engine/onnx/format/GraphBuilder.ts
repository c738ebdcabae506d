import { attributeTypes, dataTypes } from './onnxDescriptor.ts';
import type { OnnxDimension } from './onnxFormat.ts';

/** An attribute's value; ONNX tells whole numbers and fractions apart. */
export type AttributeValue = { readonly int: number } | { readonly ints: readonly number[] } | { readonly float: number } | { readonly text: string };

interface BuiltNode {
  readonly name: string;
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly Record<string, unknown>[];
}

interface BuiltConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly rawData: Uint8Array;
}

/** One of a graph's inputs or outputs. */
export interface GraphValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  readonly description: string;
  /** Default: `float32`. */
  readonly dataType?: keyof typeof dataTypes;
}

/** Collects nodes and constants of an ONNX graph; a name stands for the tensor that a node gives. */
export class GraphBuilder {
  readonly #nodes: BuiltNode[] = [];
  readonly #constants = new Map<string, BuiltConstant>();
  readonly #shapes: GraphValue[] = [];
  #prefix = '';

  /** Nodes and constants made from now on bear names that begin so. */
  set prefix(prefix: string) {
    this.#prefix = prefix;
  }

  /** @returns the name of the node's one output; `output` where the caller wants a name of its own */
  node(opType: string, inputs: readonly string[], attributes: Readonly<Record<string, AttributeValue>> = {}, output?: string): string {
    const name = output ?? `${this.#prefix}${opType}${this.#nodes.length}`;
    this.#nodes.push({ name, opType, input: inputs, output: [name], attribute: Object.entries(attributes).map(attributeMessage) });
    return name;
  }

  /**
   * Says that tensors on the way have one shape, whose sides have names alone: where sizes are the image's, a runtime cannot
   * know by itself that it may add them in place.
   * @param channels of tensors [B,C,H,W]
   */
  sameShape(names: readonly string[], channels: number): void {
    const shape = [...['batch', 'height', 'width'].map((side) => `${names[0]!}_${side}`)];
    shape.splice(1, 0, '');
    for (const name of names) this.#shapes.push({ name, shape: shape.map((side) => side || channels), description: '' });
  }

  floats(values: Float32Array, dims: readonly number[]): string {
    const name = `${this.#prefix}weights${this.#constants.size}`;
    this.#constants.set(name, { name, dims, dataType: dataTypes.float32, rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) });
    return name;
  }

  integers(values: readonly number[]): string {
    const name = `${this.#prefix}integers${this.#constants.size}`;
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#constants.set(name, { name, dims: [values.length], dataType: dataTypes.int64, rawData });
    return name;
  }

  /** @returns the graph as a message: the nodes that the outputs need, in their order, and the constants of those */
  finish(name: string, inputs: readonly GraphValue[], outputs: readonly GraphValue[]): Record<string, unknown> {
    const needed = new Set(outputs.map((output) => output.name));
    const nodes = this.#nodes.toReversed().filter((node) => {
      if (!node.output.some((each) => needed.has(each))) return false;
      for (const input of node.input) needed.add(input);
      return true;
    });
    return {
      name,
      node: nodes.reverse(),
      initializer: [...this.#constants.values()].filter((constant) => needed.has(constant.name)),
      input: inputs.map(valueMessage),
      output: outputs.map(valueMessage),
      valueInfo: this.#shapes.filter(({ name: tensor }) => needed.has(tensor)).map(valueMessage),
    };
  }
}

function attributeMessage([name, value]: [string, AttributeValue]): Record<string, unknown> {
  if ('int' in value) return { name, type: attributeTypes.int, i: value.int };
  if ('ints' in value) return { name, type: attributeTypes.ints, ints: value.ints };
  if ('float' in value) return { name, type: attributeTypes.float, f: value.float };
  return { name, type: attributeTypes.string, s: new TextEncoder().encode(value.text) };
}

function valueMessage({ name, shape, description, dataType = 'float32' }: GraphValue): Record<string, unknown> {
  const dim = shape.map((side): OnnxDimension => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, docString: description, type: { tensorType: { elemType: dataTypes[dataType], shape: { dim } } } };
}
