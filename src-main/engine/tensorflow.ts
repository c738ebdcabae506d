/**
 * The one door to TensorFlow.js: everything under `engine/` and `models/` takes `tf` from here, values and types alike.
 *
 * The union package is used because it registers the gradients. Its entry is CommonJS and the native engine requires
 * the same file, so one copy of tfjs-core is loaded; `tensorflow.test.ts` proves it. Importing this file chooses no
 * backend: `backends/chooseBackend.ts` does.
 */
export * as tf from '@tensorflow/tfjs';
