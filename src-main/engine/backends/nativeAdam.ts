import { adamDecays, adamEpsilon } from '../train/adam.ts';
import type { AdamSettings } from '../train/adam.ts';
import type { OptimizerState } from '../train/OptimizerState.ts';
import { tf } from '../tensorflow.ts';
import type { NodeBackend, OperationAttribute } from './nodeBackend.ts';

/** Names variables apart for as long as the process lives. */
let variableCount = 0;

/**
 * `adamUpdate` as one operation of TensorFlow. Its kernel changes variables in place, so the state is lent to variables
 * that live for this one call.
 * @returns a new state; the old one is left to its owner, untouched
 * Source: as `adamUpdate`; TensorFlow's epsilon is the paper's "epsilon hat", its epsilon times the root of the second
 * bias correction.
 */
export function nativeAdamUpdate(backend: NodeBackend, state: OptimizerState, gradient: tf.Tensor1D, settings: AdamSettings): OptimizerState {
  const { binding } = backend;
  const { step, learningRate, weightDecay } = settings;
  const { first: firstDecay, second: secondDecay } = adamDecays;
  const flag = (name: string, value: boolean): OperationAttribute => ({ name, type: binding.TF_ATTR_BOOL, value });
  return tf.tidy(() => {
    const kept = weightDecay === 0 ? state.values : state.values.mul<tf.Tensor1D>(1 - learningRate * weightDecay);
    const variables = [kept, state.first, state.second].map((tensor) => variableOf(backend, tensor));
    const firstPower = firstDecay ** step;
    const secondPower = secondDecay ** step;
    const scalars = [firstPower, secondPower, learningRate, firstDecay, secondDecay, adamEpsilon * Math.sqrt(1 - secondPower)];
    backend.executeMultipleOutputs(
      'ResourceApplyAdam',
      [{ name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }, flag('use_locking', false), flag('use_nesterov', false)],
      [...variables, ...scalars.map((value) => tf.scalar(value)), gradient],
      0,
    );
    const [values, first, second] = variables.map((variable) => backend.executeSingleOutput('ReadVariableOp', [dtype(backend)], [variable]));
    for (const variable of variables) backend.executeMultipleOutputs('DestroyResourceOp', [flag('ignore_lookup_error', false)], [variable], 0);
    return { values: values as tf.Tensor1D, first: first as tf.Tensor1D, second: second as tf.Tensor1D };
  });
}

/** A variable that holds a tensor; TensorFlow copies the values when they are first changed, not now. */
function variableOf(backend: NodeBackend, tensor: tf.Tensor): tf.Tensor {
  const { binding } = backend;
  variableCount += 1;
  const variable = backend.executeSingleOutput(
    'VarHandleOp',
    [
      dtype(backend),
      { name: 'shape', type: binding.TF_ATTR_SHAPE, value: tensor.shape },
      { name: 'shared_name', type: binding.TF_ATTR_STRING, value: `adam${variableCount}` },
      { name: 'container', type: binding.TF_ATTR_STRING, value: '' },
    ],
    [],
  );
  backend.executeMultipleOutputs('AssignVariableOp', [dtype(backend)], [variable, tensor], 0);
  return variable;
}

function dtype({ binding }: NodeBackend): OperationAttribute {
  return { name: 'dtype', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
}
