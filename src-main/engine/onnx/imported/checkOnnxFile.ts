import { lstat, readFile } from 'node:fs/promises';
import { say } from '../../../core/messages/Message.ts';
import type { Message } from '../../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../../core/SfumatoError.ts';
import { systemError } from '../../../files/systemError.ts';
import { decodeOnnx } from '../format/onnxFormat.ts';
import type { OnnxGraphMessage, OnnxModel, OnnxNode, OnnxSparseTensor, OnnxTensor } from '../format/onnxFormat.ts';

/** A segmentation network of a gigabyte is far beyond what is computed here window by window. */
const largestBytes = 2 ** 30;

/** Operators of the ONNX standard alone: others are somebody's code. */
const standardDomains: ReadonlySet<string> = new Set(['', 'ai.onnx']);

/** They may go round for ever, and no segmentation network needs them. */
const loops: ReadonlySet<string> = new Set(['Loop', 'Scan']);

/** `TensorProto.DataLocation.EXTERNAL`. */
const external = 1;

export interface CheckedOnnx {
  readonly bytes: Uint8Array;
  readonly model: OnnxModel;
}

/**
 * Reads an ONNX file that comes from elsewhere, as data, before any runtime sees it.
 * @throws SfumatoError `notFound`; `invalidInput` when it is too large, no plain file, holds operators outside the
 *   standard or loops, or looks for its weights in other files; `corrupt` when it is no ONNX file
 */
export async function checkOnnxFile(path: string): Promise<CheckedOnnx> {
  const entry = await lstat(path).catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  // A link could lead anywhere on this machine.
  if (!entry.isFile()) throw new SfumatoError('invalidInput', say('notPlainFile', { path }));
  if (entry.size > largestBytes) throw new SfumatoError('invalidInput', say('onnxTooLarge', { path, most: largestBytes, got: entry.size }));
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw systemError(thrown, path);
  });
  return { bytes, model: checkOnnxBytes(bytes, path) };
}

/** @param path for the message */
export function checkOnnxBytes(bytes: Uint8Array, path: string): OnnxModel {
  const model = decoded(bytes, path);
  const refuse = (why: Message): never => {
    throw new SfumatoError('invalidInput', say('onnxRefused', { path, why }));
  };
  if (model.functions.length > 0) refuse(say('onnxFunctions', { name: model.functions[0]!.name }));
  for (const node of allNodes(model.graph)) {
    if (!standardDomains.has(node.domain)) refuse(say('onnxOperator', { operator: `${node.domain}.${node.opType}` }));
    if (loops.has(node.opType)) refuse(say('onnxLoop', { operator: node.opType }));
  }
  for (const tensor of allTensors(model.graph)) {
    if (tensor.dataLocation === external || tensor.externalData.length > 0) refuse(say('onnxExternalData', { tensor: tensor.name }));
  }
  return model;
}

function decoded(bytes: Uint8Array, path: string): OnnxModel {
  let model: OnnxModel;
  try {
    model = decodeOnnx(bytes);
  } catch (thrown) {
    throw new SfumatoError('corrupt', say('noOnnxFile', { path, why: messageOf(thrown) }), { cause: thrown });
  }
  // Bytes of another kind may by chance be read as a message without anything in it.
  if ((model.graph as OnnxGraphMessage | null) && model.graph.node.length > 0 && model.opsetImport.length > 0) return model;
  throw new SfumatoError('corrupt', say('noOnnxFile', { path, why: say('onnxNoGraph') }));
}

/** Nodes of a graph and of the graphs inside it. */
function* allNodes(graph: OnnxGraphMessage): Generator<OnnxNode> {
  for (const node of graph.node) {
    yield node;
    for (const inner of innerGraphs(node)) yield* allNodes(inner);
  }
}

function innerGraphs(node: OnnxNode): OnnxGraphMessage[] {
  return node.attribute.flatMap(({ g, graphs }) => [...(g ? [g] : []), ...(graphs ?? [])]);
}

/** Every tensor that is stored anywhere in a graph. */
function* allTensors(graph: OnnxGraphMessage): Generator<OnnxTensor> {
  yield* graph.initializer;
  yield* partsOf(graph.sparseInitializer);
  for (const { attribute } of allNodes(graph)) {
    for (const { t, tensors, sparseTensor, sparseTensors } of attribute) {
      if (t) yield t;
      yield* tensors ?? [];
      yield* partsOf([...(sparseTensor ? [sparseTensor] : []), ...(sparseTensors ?? [])]);
    }
  }
  for (const node of allNodes(graph)) {
    for (const inner of innerGraphs(node)) {
      yield* inner.initializer;
      yield* partsOf(inner.sparseInitializer);
    }
  }
}

function* partsOf(tensors: readonly OnnxSparseTensor[]): Generator<OnnxTensor> {
  for (const { values, indices } of tensors) {
    if (values) yield values;
    if (indices) yield indices;
  }
}
