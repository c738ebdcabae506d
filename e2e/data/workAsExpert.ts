import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCli } from '../hosts/runCli.ts';

const script = join(import.meta.dirname, '..', '..', 'src-main', 'cli', 'testing', 'workOnDemo.ts');

/** Lets the demo's queue ask enough of each arm to tell them apart, and has half of it settled by a simulated expert, before the program is started. */
export async function workAsExpert(dataFolder: string, projectFolder: string): Promise<void> {
  await runCli(dataFolder, ['project', 'queue', projectFolder, '--random-share', '0.25', '--audit-share', '0.2']);
  const child = spawn(process.execPath, [script, dataFolder], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [errors, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (exit[0] !== 0) throw new Error(`${script} ended with ${String(exit[0])}: ${errors}`);
}
