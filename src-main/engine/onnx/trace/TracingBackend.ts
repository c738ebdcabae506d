import { say } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import { tf } from '../../tensorflow.ts';
import { GraphBuilder } from '../format/GraphBuilder.ts';
import { channelsFirst, channelsFirstShape } from './channelsFirst.ts';

/** Name under which the tracing backend is known to TensorFlow.js. */
export const tracingBackendName = 'sfumato-onnx';

/** What stands for a tensor while a network is traced: values known now, or the name of a tensor in the graph. */
export type TracedValue =
  | { readonly kind: 'known'; readonly values: Float32Array | Int32Array }
  | { readonly kind: 'named'; readonly name: string };

/** A tensor as TensorFlow.js hands it to a kernel; its shape is the network's, with channels last. */
export type TensorInfo = tf.TensorInfo;

/** The network's input in the graph, and the size that is imagined meanwhile. */
export interface TracedImage {
  readonly name: string;
  readonly height: number;
  readonly width: number;
}

/**
 * `plain`: a node for a kernel, for others to read. `fast`: the same written as ONNX Runtime's processor kernels take it
 * best, 5 to 7 % faster on the U-Net: nothing is joined before a convolution, and the softmax is spelt out.
 */
export type TraceStyle = 'plain' | 'fast';

/**
 * A backend of TensorFlow.js that computes nothing: each kernel writes a node into an ONNX graph. So a network's one
 * forward pass, written in TensorFlow.js, is also its export. A graph's rank-4 tensors are [B,C,H,W], for that is what
 * ONNX's convolutions want; tensors of other ranks are as the network has them.
 */
export class TracingBackend extends tf.KernelBackend {
  readonly #values = new tf.DataStorage<TracedValue>(this, tf.engine());
  graph = new GraphBuilder();
  style: TraceStyle = 'plain';
  image: TracedImage | null = null;
  /** The graph's input of four margins, int64: top, left, bottom, right; null where it has none. */
  margins: string | null = null;
  /** Of the graph's tensors that join others by their channels: those others. */
  readonly #joined = new Map<string, readonly TensorInfo[]>();

  /** A tensor of the graph, given to the network as if it were computed. */
  named(name: string, shape: readonly number[]): TensorInfo {
    return this.#info({ kind: 'named', name }, shape);
  }

  known(values: Float32Array | Int32Array, shape: readonly number[]): TensorInfo {
    return this.#info({ kind: 'known', values }, shape);
  }

  tracedBy(tensor: TensorInfo): TracedValue {
    return this.#values.get(tensor.dataId);
  }

  /** @returns the name under which the graph knows a tensor; known values become one of its constants */
  operand(tensor: TensorInfo): string {
    const value = this.tracedBy(tensor);
    if (value.kind === 'named') return value.name;
    return this.graph.floats(channelsFirst(Float32Array.from(value.values), tensor.shape), channelsFirstShape(tensor.shape));
  }

  noteJoined(joined: TensorInfo, parts: readonly TensorInfo[]): void {
    // Under their names in the graph: the network may be done with the tensors themselves.
    this.#joined.set(this.operand(joined), parts.map((part) => this.named(this.operand(part), part.shape)));
  }

  /** @returns null where the tensor joins no others */
  partsOf(tensor: TensorInfo): readonly TensorInfo[] | null {
    const value = this.tracedBy(tensor);
    return (value.kind === 'named' && this.#joined.get(value.name)) || null;
  }

  override write(values: unknown, _shape: number[], _dtype: unknown): object {
    const dataId = {};
    this.#values.set(dataId, { kind: 'known', values: values as Float32Array | Int32Array });
    return dataId;
  }

  override readSync(dataId: object): Float32Array | Int32Array {
    const value = this.#values.get(dataId);
    if (value.kind === 'known') return value.values;
    throw new SfumatoError('internal', say('exportNeedsValue'));
  }

  override async read(dataId: object): Promise<Float32Array | Int32Array> {
    return this.readSync(dataId);
  }

  override disposeData(dataId: object): boolean {
    this.#values.delete(dataId);
    return true;
  }

  override incRef(): void {
    // Values are held by the tensors themselves and go with them.
  }

  override refCount(): number {
    return 1;
  }

  override numDataIds(): number {
    return this.#values.numDataIds();
  }

  override timerAvailable(): boolean {
    return false;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.graph = new GraphBuilder();
    this.style = 'plain';
    this.image = null;
    this.margins = null;
    this.#joined.clear();
  }

  #info(value: TracedValue, shape: readonly number[]): TensorInfo {
    const dataId = {};
    this.#values.set(dataId, value);
    return { dataId, shape: [...shape], dtype: 'float32' };
  }
}
