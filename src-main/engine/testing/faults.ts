import { existsSync, writeFileSync } from 'node:fs';
import type { BackendName } from '../../core/backends.ts';
import type { ChosenBackend } from '../backends/chooseBackend.ts';
import type { TrainingKernels } from '../backends/TrainingKernels.ts';
import { tf } from '../tensorflow.ts';

/** How a backend is to fail, in tests. */
export interface FaultPlan {
  readonly kind: 'memory' | 'numbers' | 'exit';
  /** Backends that fail; those not named work. */
  readonly on: readonly BackendName[];
  /** Calls of batch normalisation that go well before one fails. Default 0. */
  readonly after?: number;
  /** `memory`: only with more images at once than this. */
  readonly mostImages?: number;
  /** `memory`: convolutions of prediction fail on more pixels at once than this; those of training never do. */
  readonly mostPixels?: number;
  /** Written when it fails; while it is there, nothing fails any more. */
  readonly onceFile?: string;
}

/** A backend that fails as planned, and otherwise is the one given. */
export function faulty(chosen: ChosenBackend, plan: FaultPlan): ChosenBackend {
  if (!plan.on.includes(chosen.name)) return chosen;
  if (plan.mostPixels !== undefined) failOnManyPixels(plan.mostPixels);
  return { ...chosen, kernels: plan.mostPixels === undefined ? faultyKernels(chosen.kernels, plan) : chosen.kernels };
}

export function faultyKernels(kernels: TrainingKernels, plan: Omit<FaultPlan, 'on'>): TrainingKernels {
  let calls = 0;
  const isDue = (images: number): boolean => {
    calls++;
    if (calls <= (plan.after ?? 0) || images <= (plan.mostImages ?? 0)) return false;
    if (plan.onceFile === undefined) return true;
    if (existsSync(plan.onceFile)) return false;
    writeFileSync(plan.onceFile, '');
    return true;
  };
  return {
    ...kernels,
    batchNormTraining: (x, ...parameters) => {
      if (!isDue(x.shape[0])) return kernels.batchNormTraining(x, ...parameters);
      if (plan.kind === 'exit') process.kill(process.pid, 'SIGKILL');
      if (plan.kind === 'memory') throw new Error(`OOM when allocating tensor with shape [${x.shape}]`);
      const result = kernels.batchNormTraining(x, ...parameters);
      return { ...result, y: result.y.mul(NaN) };
    },
  };
}

function failOnManyPixels(mostPixels: number): void {
  const own = tf.getKernel('_FusedConv2D', tf.getBackend()) ?? tf.getKernel('FusedConv2D', tf.getBackend());
  tf.unregisterKernel(own.kernelName, own.backendName);
  tf.registerKernel({
    ...own,
    kernelFunc: (parameters) => {
      const [, height = 0, width = 0] = parameters.inputs['x']!.shape;
      if (height * width > mostPixels) throw new Error(`OOM when allocating tensor with shape [${height},${width}]`);
      return own.kernelFunc(parameters);
    },
  });
}
