import { say } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import type { AttributeValue, GraphBuilder } from '../format/GraphBuilder.ts';
import type { TensorInfo, TracedImage, TracingBackend } from './TracingBackend.ts';

/** One call of a TensorFlow.js kernel while a network is traced. */
export class KernelCall {
  readonly kernel: string;
  readonly #backend: TracingBackend;
  readonly #inputs: Readonly<Record<string, TensorInfo>>;
  readonly #attributes: Readonly<Record<string, unknown>>;

  constructor(kernel: string, backend: TracingBackend, inputs: Readonly<Record<string, TensorInfo>>, attributes: Readonly<Record<string, unknown>>) {
    this.kernel = kernel;
    this.#backend = backend;
    this.#inputs = inputs;
    this.#attributes = attributes;
  }

  get graph(): GraphBuilder {
    return this.#backend.graph;
  }

  /** The network's input: what else has a size has it from there. */
  get image(): TracedImage {
    return this.#backend.image ?? this.refuse('without an image');
  }

  /** The graph's input of four margins. */
  get margins(): string {
    return this.#backend.margins ?? this.refuse('without margins');
  }

  get isFast(): boolean {
    return this.#backend.style === 'fast';
  }

  /** Notes that a tensor joins others by their channels, for `partsOf`. */
  noteJoined(joined: TensorInfo, parts: readonly TensorInfo[]): void {
    this.#backend.noteJoined(joined, parts);
  }

  partsOf(tensor: TensorInfo): readonly TensorInfo[] | null {
    return this.#backend.partsOf(tensor);
  }

  input(name: string): TensorInfo {
    const tensor = this.#inputs[name];
    return tensor ?? this.refuse(`no input ${name}`);
  }

  has(name: string): boolean {
    return this.#inputs[name] !== undefined && this.#inputs[name] !== null;
  }

  /** All inputs of a kernel that takes a list of them. */
  get inputs(): readonly TensorInfo[] {
    return Object.values(this.#inputs);
  }

  /** An attribute as the kernel's own type declares it. */
  attribute<Value>(name: string): Value {
    return this.#attributes[name] as Value;
  }

  /** The name of an input in the graph. */
  operand(tensor: TensorInfo): string {
    return this.#backend.operand(tensor);
  }

  knownValues(tensor: TensorInfo): Float32Array {
    const value = this.#backend.tracedBy(tensor);
    return value.kind === 'known' ? Float32Array.from(value.values) : this.refuse('weights that are computed');
  }

  /** Writes a node. @param shape of the outcome, channels last. */
  node(opType: string, inputs: readonly string[], shape: readonly number[], attributes: Readonly<Record<string, AttributeValue>> = {}): TensorInfo {
    return this.#backend.named(this.graph.node(opType, inputs, attributes), shape);
  }

  /** The outcome is a tensor that the graph has already. */
  same(name: string, shape: readonly number[]): TensorInfo {
    return this.#backend.named(name, shape);
  }

  refuse(what: string): never {
    throw new SfumatoError('invalidInput', say('exportKernel', { kernel: this.kernel, what }));
  }
}
