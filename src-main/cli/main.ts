import { userInfo } from 'node:os';
import { openApp } from './openApp.ts';
import { runProgram } from './program.ts';

// Whoever read our output has enough, as `| head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  openApp: (options) => openApp({ ...options, user: userInfo().username }),
});
