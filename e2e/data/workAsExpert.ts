import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const sources = join(import.meta.dirname, '..', '..', 'src-main');

/** Gives the demo's queue every arm, and has half of it settled by a simulated expert, before the program is started. */
export async function workAsExpert(dataFolder: string, projectFolder: string): Promise<void> {
  await run(join(sources, 'services', 'testing', 'putArms.ts'), projectFolder);
  await run(join(sources, 'cli', 'testing', 'workOnDemo.ts'), dataFolder);
}

async function run(script: string, folder: string): Promise<void> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [errors, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (exit[0] !== 0) throw new Error(`${script} ended with ${String(exit[0])}: ${errors}`);
}
