import { tf } from '../../src-main/engine/tensorflow.ts';
import type { ForwardContext, ParameterSpec, Parameters } from '../Architecture.ts';

/** What one forward pass runs with. */
export interface Pass {
  readonly parameters: Parameters;
  readonly context: ForwardContext;
}

/** A piece of a network that knows its tensors: they are declared where they are used, so that the two cannot part. */
export interface Layer {
  /** In the order on disk. */
  readonly specs: readonly ParameterSpec[];
  /** @param x [B,H,W,C] */
  forward(x: tf.Tensor4D, pass: Pass): tf.Tensor4D;
}

/** Layers one after another. */
export function sequence(layers: readonly Layer[]): Layer {
  return {
    specs: layers.flatMap(({ specs }) => specs),
    forward: (x, pass) => layers.reduce((before, layer) => layer.forward(before, pass), x),
  };
}

/** A layer without tensors of its own. */
export function plain(forward: (x: tf.Tensor4D) => tf.Tensor4D): Layer {
  return { specs: [], forward };
}

/** In prediction nobody needs what lies between the ends of `build`: most of the memory. In training the gradient does. */
export function scoped<Outcome extends tf.TensorContainer>({ context }: Pass, build: () => Outcome): Outcome {
  return context.phase === 'prediction' ? tf.tidy(build) : build();
}
