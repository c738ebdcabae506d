import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const program = join(import.meta.dirname, '..', '..', 'src-main', 'cli', 'main.ts');

/**
 * Runs a command of the program as a script would.
 * @returns its one JSON document
 * @throws Error with what it wrote on standard error when it fails
 */
export async function runCli(dataFolder: string, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [program, ...args, '--json'], {
    env: { ...process.env, SFUMATO_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (exit[0] !== 0) throw new Error(`${args.join(' ')} ended with ${String(exit[0])}: ${errors}`);
  return JSON.parse(output);
}
