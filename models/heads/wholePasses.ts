import type { tf } from '../../src-main/engine/tensorflow.ts';
import type { ForwardContext, ForwardOutcome, Parameters } from '../Architecture.ts';
import type { Network } from '../registry.ts';

/** Changes what a pass says, which has all of its input. @param size [H, W] of the network's input */
export type OutcomeChange = (parameters: Parameters, outcome: ForwardOutcome, pass: { readonly size: readonly [number, number]; readonly context: ForwardContext }) => ForwardOutcome;

/**
 * A network's passes with a head on them that needs its levels whole: nothing of the input's margins is left out on the way
 * (`ForwardContext.margins`); what is said of them is cropped at the end.
 */
export function wholePasses(network: Network, change: OutcomeChange): Pick<Network, 'forward' | 'split'> {
  const { split } = network;
  return {
    forward: (parameters, input, context) => change(parameters, uncropped(network.forward(parameters, input, whole(context))), { size: sizeOf(input), context }),
    split: split && {
      shared: (parameters, input, context) => split.shared(parameters, input, whole(context)),
      pass: (parameters, shared, context) => {
        const outcome = uncropped(split.pass(parameters, shared, whole(context)));
        return change(parameters, outcome, { size: sizeOf(outcome.logits), context });
      },
    },
  };
}

function whole(context: ForwardContext): ForwardContext {
  const { margins: _cropped, ...others } = context;
  return others;
}

/** A network says how much context it hands on by its shape alone, also where there were no margins to leave out any of. */
function uncropped({ contextLeft: _cropped, features, ...outcome }: ForwardOutcome): ForwardOutcome {
  return { ...outcome, features: features.map(({ contextLeft: _own, ...level }) => level) };
}

function sizeOf({ shape }: tf.Tensor4D): [number, number] {
  return [shape[1], shape[2]];
}
