import { composedKernels } from '../backends/composedKernels.ts';
import { selfTest } from '../backends/selfTest.ts';
import { gpuSource } from '../backends/webgpu/findGpu.ts';
import { startWebgpu } from '../backends/webgpu/startWebgpu.ts';
import { webgpuBackendName } from '../backends/webgpu/tfjsWebgpu.ts';

/** What a page found out about its WebGPU. */
export interface WebgpuReport {
  readonly source: string;
  readonly device: string;
  /** Null when the backend agrees with plain JavaScript. */
  readonly selfTest: string | null;
}

/** For a page: the backend on the page's own WebGPU, held to TensorFlow.js's plain JavaScript. */
export async function tryWebgpu(): Promise<WebgpuReport> {
  const source = gpuSource();
  const { kernels, gpu } = await startWebgpu();
  const difference = await selfTest({ backend: webgpuBackendName, kernels }, { backend: 'cpu', kernels: composedKernels });
  return { source, device: gpu.description || `${gpu.vendor} ${gpu.architecture}`, selfTest: difference?.text ?? null };
}
