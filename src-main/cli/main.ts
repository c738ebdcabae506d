import { userInfo } from 'node:os';
import { openApp } from './openApp.ts';
import { runProgram } from './program.ts';

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  openApp: (options) => openApp({ ...options, user: userInfo().username }),
});
