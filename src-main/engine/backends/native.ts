import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import util from 'node:util';
import { quote, say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { tf } from '../tensorflow.ts';
import { nativeFiles, readNativeRecord } from './nativeRecord.ts';
import { nativeKernels } from './nativeKernels.ts';
import { nativeBackendName, type NodeBackend } from './nodeBackend.ts';
import { registerNativeGradients } from './nativeGradients.ts';
import { oneDnnOf } from './oneDnn.ts';
import { registerAtrousGradient } from './atrousGradient.ts';
import { registerDepthwiseGradient } from './depthwiseGradient.ts';
import { registerMaxPoolGradient } from './maxPoolGradient.ts';
import { registerResizeBilinearGradient } from './resizeBilinearGradient.ts';
import type { TrainingKernels } from './TrainingKernels.ts';

export interface NativeEngine {
  readonly kernels: TrainingKernels;
  /** TensorFlow's own version, and whether it computes on a graphics card. */
  readonly version: string;
  readonly usesGpu: boolean;
}

/**
 * Makes TensorFlow's own library the backend of this process.
 * @throws SfumatoError (engineFailed) with the reason, when the library is not set up or does not load
 */
export function startNative(): NativeEngine {
  const missing = whyNativeIsMissing();
  if (missing !== null) throw new SfumatoError('engineFailed', missing);
  restoreRemovedUtilities();
  // TensorFlow greets on standard error with its build's details; warnings and errors still come through.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  // Otherwise TensorFlow takes all of a GPU's memory at once, the window's share too.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  const require = createRequire(import.meta.url);
  require('@tensorflow/tfjs-node-gpu');
  if (tf.getBackend() !== nativeBackendName) {
    throw new SfumatoError('engineFailed', say('nativeNotInForce', { backend: tf.getBackend() }));
  }
  const backend = tf.backend() as unknown as NodeBackend;
  const oneDnn = oneDnnOf(backend);
  registerNativeGradients(backend);
  registerResizeBilinearGradient(backend);
  registerMaxPoolGradient(oneDnn);
  registerAtrousGradient(backend);
  registerDepthwiseGradient();
  return { kernels: nativeKernels(backend, oneDnn), version: backend.binding.TF_Version, usesGpu: backend.isUsingGpuDevice };
}

/** Why there is no native engine to load, in a sentence, or null when there is one. */
function whyNativeIsMissing(): Message | null {
  const files = nativeFiles();
  if (files === null) return say('nativeNotInstalled');
  const record = readNativeRecord(files);
  if (record?.outcome === 'failed') return quote(record.reason);
  if (!existsSync(files.bindingPath)) return say('nativeNotBuilt');
  return null;
}

/** Node 23 and later take away, or warn about, two functions that `@tensorflow/tfjs-node-gpu` 4.22 still calls. */
function restoreRemovedUtilities(): void {
  // The module's own object, which CommonJS code sees; the names of an ES module cannot be added to.
  const utilities = util as unknown as Record<string, unknown>;
  utilities['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  utilities['isArray'] = Array.isArray;
}
