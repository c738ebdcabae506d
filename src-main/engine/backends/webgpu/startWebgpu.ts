import { say } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import { tf } from '../../tensorflow.ts';
import { composedKernels } from '../composedKernels.ts';
import { registerAtrousGradient } from '../atrousGradient.ts';
import { registerDepthwiseGradient } from '../depthwiseGradient.ts';
import { registerInputGradient } from '../inputGradient.ts';
import { registerResizeBilinearGradient } from '../resizeBilinearGradient.ts';
import type { TrainingKernels } from '../TrainingKernels.ts';
import { registerWebgpuCast } from './cast.ts';
import { registerWebgpuFilterGradient } from './filterGradient.ts';
import { webgpuBackendName } from './tfjsWebgpu.ts';
import { openWebgpuDevice } from './webgpuDevice.ts';
import type { GpuDescription } from './webgpuDevice.ts';

export interface WebgpuEngine {
  readonly kernels: TrainingKernels;
  readonly gpu: GpuDescription;
}

interface WebgpuPackage {
  readonly WebGPUBackend: new (device: object, adapterInfo: object) => tf.KernelBackend;
}

/** Under Node its file is CommonJS, of which only the default export is sure to be seen; a bundle has the names alone. */
type ImportedPackage = WebgpuPackage & { readonly default?: WebgpuPackage };

let started: WebgpuEngine | null = null;

/**
 * Makes the graphics card the backend of this process, through WebGPU.
 * @throws SfumatoError (engineFailed) with the reason, when there is no card to be had
 */
export async function startWebgpu(): Promise<WebgpuEngine> {
  started ??= await register();
  if (!(await tf.setBackend(webgpuBackendName))) throw new SfumatoError('engineFailed', say('webgpuDidNotStart'));
  return started;
}

async function register(): Promise<WebgpuEngine> {
  const imported = (await import('@tensorflow/tfjs-backend-webgpu')) as unknown as ImportedPackage;
  const { WebGPUBackend } = imported.default ?? imported;
  // With WebGPU in sight the package registers a backend that opens a device of its own, of the standard's modest limits.
  if (tf.findBackendFactory(webgpuBackendName)) tf.removeBackend(webgpuBackendName);
  const { device, adapterInfo, description } = await openWebgpuDevice();
  tf.registerBackend(webgpuBackendName, () => new WebGPUBackend(device, adapterInfo), 0);
  registerWebgpuCast();
  registerWebgpuFilterGradient();
  registerInputGradient(webgpuBackendName);
  registerResizeBilinearGradient(null);
  registerAtrousGradient(null);
  registerDepthwiseGradient();
  return { kernels: composedKernels, gpu: description };
}
