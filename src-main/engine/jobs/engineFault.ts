import { say } from '../../core/messages/Message.ts';
import { messageOf, SfumatoError } from '../../core/SfumatoError.ts';

/**
 * How backends say that memory does not suffice: TensorFlow (`OOM when allocating`, `ResourceExhausted`), WebAssembly
 * (`memory access out of bounds` after a failed growth, `Cannot enlarge memory`), V8 (`Array buffer allocation failed`),
 * Dawn (`out of memory`).
 */
const memoryWords = /\bOOM\b|out of memory|resource ?exhausted|cannot enlarge memory|allocation failed|memory access out of bounds|invalid (typed )?array (buffer )?length/i;

/** @returns what the work of a backend threw, as an error with a code: a lack of memory is told from the rest */
export function engineFault(thrown: unknown): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  const why = messageOf(thrown);
  return new SfumatoError('engineFailed', memoryWords.test(why) ? say('outOfMemory', { why }) : say('engineFault', { why }), { cause: thrown });
}
