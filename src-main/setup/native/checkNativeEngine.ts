import { messageOf } from '../../core/SfumatoError.ts';
import { chooseBackend } from '../../engine/backends/chooseBackend.ts';

/*
 * A process of its own, so that a library that brings its process down is seen as a failure and nothing more.
 * Prints the device on standard output when the native engine loads and passes its self-test.
 */
try {
  const { description } = await chooseBackend('native');
  process.stdout.write(`${description.device.text}\n`);
} catch (error) {
  process.stdout.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
