import { createRequire } from 'node:module';
import type * as runtime from 'onnxruntime-node';
import { say } from '../../../core/messages/Message.ts';
import { SfumatoError, messageOf } from '../../../core/SfumatoError.ts';

/** ONNX Runtime's own types; the package itself is optional and loaded when it is first needed. */
export type OnnxRuntime = Pick<typeof runtime, 'InferenceSession' | 'Tensor'>;

let loaded: OnnxRuntime | null = null;

/**
 * Loads ONNX Runtime into this process.
 * @throws SfumatoError `engineFailed` with the reason where the package is missing or its library does not load
 */
export function onnxRuntime(): OnnxRuntime {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  try {
    loaded = require('onnxruntime-node') as OnnxRuntime;
    return loaded;
  } catch (thrown) {
    throw new SfumatoError('engineFailed', say('onnxRuntimeMissing', { why: messageOf(thrown) }), { cause: thrown });
  }
}
