import { messageOf } from '../../core/SfumatoError.ts';
import { onnxRuntime } from '../onnx/runtime/onnxRuntime.ts';

/** Why tests that run a graph are left out on this machine, or null: ONNX Runtime is an optional package. */
export const whyNoOnnxRuntime: string | null = findOut();

function findOut(): string | null {
  try {
    onnxRuntime();
    return null;
  } catch (thrown) {
    return messageOf(thrown);
  }
}
