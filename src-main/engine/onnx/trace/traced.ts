import { tf } from '../../tensorflow.ts';
import type { GraphBuilder } from '../format/GraphBuilder.ts';
import { tracingBackend } from './tracedKernels.ts';
import { tracingBackendName } from './TracingBackend.ts';
import type { TracedImage, TraceStyle } from './TracingBackend.ts';

/** Where a forward pass is written to, and what it is given meanwhile. */
export interface Tracing {
  readonly graph: GraphBuilder;
  readonly style: TraceStyle;
  /** Name of the graph's input of four margins; null where it has none. */
  readonly margins: string | null;
  readonly image: TracedImage;
  readonly channels: number;
}

/**
 * Puts the tracing backend in force while a forward pass runs.
 * @param forward synchronous: given the imagined input, and what tells a tensor's name in the graph
 * @returns what it returns: names, no tensors
 */
export function traced<Names>({ graph, style, margins, image, channels }: Tracing, forward: (input: tf.Tensor4D, operand: (tensor: tf.Tensor) => string) => Names): Names {
  const backend = tracingBackend();
  const before = tf.getBackend();
  // Synchronous on purpose, as in the self-test: nothing else may compute while this backend is in force.
  void tf.setBackend(tracingBackendName);
  backend.graph = graph;
  backend.style = style;
  backend.margins = margins;
  backend.image = image;
  try {
    return tf.tidy(() => {
      const input = tf.engine().makeTensorFromTensorInfo(backend.named(image.name, [1, image.height, image.width, channels])) as tf.Tensor4D;
      return forward(input, (tensor) => backend.operand(tensor)) as never;
    });
  } finally {
    backend.dispose();
    void tf.setBackend(before);
  }
}
