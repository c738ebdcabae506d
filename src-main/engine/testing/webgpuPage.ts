import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { composedKernels } from '../backends/composedKernels.ts';
import { selfTest } from '../backends/selfTest.ts';
import { registerWasmGradients } from '../backends/wasmGradients.ts';
import { gpuSource } from '../backends/webgpu/findGpu.ts';
import { startWebgpu } from '../backends/webgpu/startWebgpu.ts';
import { webgpuBackendName } from '../backends/webgpu/tfjsWebgpu.ts';
import { tf } from '../tensorflow.ts';

/** What a page found out about its WebGPU. */
export interface WebgpuReport {
  readonly source: string;
  readonly device: string;
  /** Null when the backend agrees with WebAssembly. */
  readonly selfTest: string | null;
}

/**
 * For a page: the backend on the page's own WebGPU, held to WebAssembly as in the engine.
 * @param wasmFolder address of the folder of WebAssembly's binaries, which a page has to fetch
 */
export async function tryWebgpu(wasmFolder: string): Promise<WebgpuReport> {
  const source = gpuSource();
  setWasmPaths(wasmFolder);
  registerWasmGradients();
  await tf.setBackend('wasm');
  const { kernels, gpu } = await startWebgpu();
  const difference = await selfTest({ backend: webgpuBackendName, kernels }, { backend: 'wasm', kernels: composedKernels });
  return { source, device: gpu.description || `${gpu.vendor} ${gpu.architecture}`, selfTest: difference?.text ?? null };
}
