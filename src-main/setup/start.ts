import { spawn, type StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import { buildWindow } from './buildWindow.ts';
import { electronBinary, hasDisplay, whyNoElectron } from './electron.ts';
import { projectFolder } from './lock.mjs';
import { say } from './say.ts';

/*
 * `npm start`: opens the application on the demo project, in Electron where its binary and a display exist, else as a
 * page whose address is printed. `npm start -- PROJECT` opens another project.
 */

/** Runs the program in the foreground and ends as it ends. */
function handOver(command: string, options: readonly string[], stdio: StdioOptions = 'inherit'): void {
  const child = spawn(command, options, { cwd: projectFolder, stdio });
  // The terminal sends Ctrl-C to both; this process waits for the program to close what it has open.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    say(`${command} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

const failure = await buildWindow();
const options = process.argv.slice(2);
const opened = options.length === 0 ? ['--demo'] : options;
const binary = electronBinary();
if (failure !== null) {
  process.stderr.write(`${failure}\n`);
  say('the window could not be built; see above.');
  process.exitCode = 1;
} else if (binary !== null && hasDisplay()) {
  handOver(binary, [projectFolder, ...opened]);
} else {
  say(`the application opens in a browser, because ${whyNoElectron()}.`);
  handOver(process.execPath, [join(projectFolder, 'src-main', 'cli', 'main.ts'), 'serve', ...opened]);
}
