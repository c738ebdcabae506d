import protobuf from 'protobufjs';
import { onnxDescriptor } from './onnxDescriptor.ts';

/** The messages of `onnxDescriptor` as TypeScript sees them; what a file leaves out reads as empty. */
export interface OnnxModel {
  readonly irVersion: number;
  readonly producerName: string;
  readonly producerVersion: string;
  readonly docString: string;
  readonly graph: OnnxGraphMessage;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly metadataProps: readonly OnnxEntry[];
  readonly functions: readonly { readonly name: string; readonly domain: string; readonly node: readonly OnnxNode[] }[];
}

export interface OnnxEntry {
  readonly key: string;
  readonly value: string;
}

export interface OnnxGraphMessage {
  readonly name: string;
  readonly node: readonly OnnxNode[];
  readonly initializer: readonly OnnxTensor[];
  readonly input: readonly OnnxValueInfo[];
  readonly output: readonly OnnxValueInfo[];
  readonly valueInfo: readonly OnnxValueInfo[];
  readonly sparseInitializer: readonly OnnxSparseTensor[];
}

export interface OnnxNode {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly attribute: readonly OnnxAttribute[];
}

export interface OnnxAttribute {
  readonly name: string;
  readonly type: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly ints?: readonly number[];
  readonly t?: OnnxTensor | null;
  readonly tensors?: readonly OnnxTensor[];
  readonly g?: OnnxGraphMessage | null;
  readonly graphs?: readonly OnnxGraphMessage[];
  readonly sparseTensor?: OnnxSparseTensor | null;
  readonly sparseTensors?: readonly OnnxSparseTensor[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  /** Little endian, row-major. */
  readonly rawData: Uint8Array;
  readonly externalData: readonly OnnxEntry[];
  /** 1: the values lie in another file. */
  readonly dataLocation: number;
}

export interface OnnxSparseTensor {
  readonly values?: OnnxTensor | null;
  readonly indices?: OnnxTensor | null;
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly docString: string;
  readonly type: { readonly tensorType: { readonly elemType: number; readonly shape: { readonly dim: readonly OnnxDimension[] } } };
}

/** A number, or the name of a size that is known when the graph runs. */
export interface OnnxDimension {
  readonly dimValue?: number;
  readonly dimParam?: string;
}

const modelType = protobuf.Root.fromJSON(onnxDescriptor).lookupType('onnx.ModelProto');

/** What is written may leave out whatever is empty. */
export type WrittenModel = { readonly [Name in keyof OnnxModel]?: unknown };

export function encodeOnnx(model: WrittenModel): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish();
}

/** @throws Error of protobufjs when the bytes are no such message */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  const message = modelType.decode(bytes);
  return modelType.toObject(message, { longs: Number, arrays: true, defaults: true }) as OnnxModel;
}
