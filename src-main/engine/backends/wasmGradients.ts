import { registerAtrousGradient } from './atrousGradient.ts';
import { registerDepthwiseGradient } from './depthwiseGradient.ts';
import { registerMaxPoolGradient } from './maxPoolGradient.ts';
import { registerInputGradient } from './inputGradient.ts';
import { registerResizeBilinearGradient } from './resizeBilinearGradient.ts';
import { registerWasmConv2DFilterGradient } from './wasmConv2DFilterGradient.ts';

/** Gives WebAssembly the gradients that its package lacks or has wrong; once in a process. */
export function registerWasmGradients(): void {
  registerWasmConv2DFilterGradient();
  registerInputGradient('wasm');
  registerResizeBilinearGradient(null);
  registerAtrousGradient(null);
  registerDepthwiseGradient();
  registerMaxPoolGradient(null);
}
