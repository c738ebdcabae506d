/** What can compute, in the order in which it is tried: the fastest first. */
export const backendNames = ['nativeGpu', 'webgpu', 'native', 'wasm'] as const;

/**
 * `nativeGpu`, `native`: TensorFlow's own library on an NVIDIA card or on the processor; `webgpu`: any graphics card,
 * through Dawn; `wasm`: WebAssembly, which runs everywhere.
 */
export type BackendName = (typeof backendNames)[number];
