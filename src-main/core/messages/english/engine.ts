/** What computes, and why it is that. */
export const engineMessages = {
  engineBusy: ({ work }: { work: string }) => `the engine is at work (${work}); restart it once that is done or cancelled`,
  engineFault: ({ why }: { why: string }) => `the engine: ${why}`,
  engineEnded: ({ reason }: { reason: string }) => `the engine process ended while it worked (${reason}); labels are safe, start the job again`,
  engineClosed: 'the engine has been closed',
  engineClosedAtWork: 'the engine was closed while it worked',
  engineChosen: 'the engine has chosen its backend already; restart it to choose anew',
  backendVariable: ({ value }: { value: string }) => `SFUMATO_BACKEND wants native or wasm; it is ${value}.`,
  wasmDidNotStart: 'The WebAssembly backend of TensorFlow.js did not start.',
  nativeUnusable: ({ reason }: { reason: string }) => `The native engine cannot be used: ${reason}`,
  nativeNotInForce: ({ backend }: { backend: string }) => `The native engine loaded, but the backend in force is ${backend}.`,
  nativeNotInstalled: 'The optional package @tensorflow/tfjs-node-gpu is not installed.',
  nativeNotBuilt: 'The set-up has not built the native engine yet: run `npm test` or `npm start`.',
  nativeAgrees: 'loaded, and its self-test agrees with WebAssembly',
  selfTestFailed: ({ why }: { why: string }) => `Self-test failed: ${why}`,
  selfTestDiffers: ({ what, difference, most }: { what: string; difference: string; most: string }) =>
    `its ${what} differs from WebAssembly's by ${difference} (at most ${most} is accepted).`,
  nativeNotTriedBySettings: 'not tried: the settings ask for wasm',
  nativeNotTriedByVariable: 'not tried: SFUMATO_BACKEND ask for wasm',
  askedForBySettings: 'asked for by the settings',
  askedForByVariable: 'asked for by SFUMATO_BACKEND',
  servesInstead: 'serves because the native engine does not',
  readySlower: 'ready, slower',
  onnxRuntimeMissing: ({ why }: { why: string }) => `ONNX Runtime (the optional package onnxruntime-node) cannot be used: ${why}`,
  predictsByOnnx: (is: { provider: string; threads: number; times: number; difference: string }) =>
    `ONNX Runtime (${is.provider}, ${is.threads === 1 ? '1 thread' : `${is.threads} threads`}) predicts: it takes ${is.times.toFixed(2)} times what TensorFlow.js takes, and differs by ${is.difference} at most`,
  predictsByTfjsFaster: (is: { provider: string; times: number; difference: string }) =>
    `TensorFlow.js predicts: ONNX Runtime (${is.provider}) takes ${is.times.toFixed(2)} times as long here`,
  predictsByTfjsDiffers: (is: { provider: string; times: number; difference: string }) =>
    `TensorFlow.js predicts: ONNX Runtime (${is.provider}) differs from it by ${is.difference}`,
  predictsByTfjsAlone: ({ why }: { why: string }) => `TensorFlow.js predicts: ${why}`,
  deviceWasm: 'WebAssembly on CPU, 1 thread',
  deviceNative: ({ version, gpu, threads }: { version: string; gpu: boolean; threads: number }) =>
    `TensorFlow ${version} on ${gpu ? 'NVIDIA GPU' : 'CPU'}, ${threads === 1 ? '1 thread' : `${threads} threads`}`,
};
