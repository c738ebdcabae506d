import { findProgram } from '../findProgram.ts';
import { lastLine, run } from '../run.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';

/** Oldest Python whose pip knows the options used here. */
const oldest: readonly [number, number] = [3, 9];

/**
 * A Python 3 with pip.
 * @throws SfumatoError (notFound) saying what to install
 */
export async function findPython(): Promise<string> {
  const python = findProgram(['python3', 'python']);
  if (python === null) throw new SfumatoError('notFound', 'Python 3 was not found on the PATH: install it, with pip.');
  const version = await run(python, ['-c', 'import sys; print(*sys.version_info[:2])'], { limitMs: 20_000 });
  const [major = 0, minor = 0] = lastLine(version.output).split(' ').map(Number);
  if (!version.succeeded || major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new SfumatoError('notFound', `${python} is not Python ${oldest.join('.')} or newer: install a newer one, with pip.`);
  }
  const pip = await run(python, ['-m', 'pip', '--version'], { limitMs: 20_000 });
  if (!pip.succeeded) throw new SfumatoError('notFound', `${python} has no pip: install it (on Debian: apt install python3-pip).`);
  return python;
}
