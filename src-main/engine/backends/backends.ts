import type { Backend } from './Backend.ts';
import { nativeBackend } from './nativeBackend.ts';
import { nativeGpuBackend } from './nativeGpuBackend.ts';
import { wasmBackend } from './wasmBackend.ts';
import { webgpuBackend } from './webgpu/webgpuBackend.ts';

/** Every backend, in the order in which they are tried: the fastest first, the one that always works last. */
export const backends: readonly Backend[] = [nativeGpuBackend, webgpuBackend, nativeBackend, wasmBackend];
