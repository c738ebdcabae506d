// @ts-check
/*
 * What npm runs before `start`, `test` and `sfumato`: brings the packages up to the lock file, then hands over to
 * `setup.ts` under Node 24. Plain JavaScript, because on a fresh clone the machine's own Node runs it with nothing
 * installed. Says what it does on standard error alone: the command line keeps standard output for its answer.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, withSetupLock } from './lock.mjs';
import { findNode24, wantedMajor } from './node24.mjs';

/** Written last: a `node_modules` without it is half a one, and is made anew. */
const stampPath = join(projectFolder, 'node_modules', '.sfumato-install');

/** @param {string} text */
function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

/**
 * @param {string} text
 * @returns {never}
 */
function stop(text) {
  say(text);
  process.exit(1);
}

function checkOwnNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Sfumato wants Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`);
  }
}

/** The lock file and the machine: either changing asks for other packages. */
function wantedStamp() {
  const lock = readFileSync(join(projectFolder, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

function packagesAreIn() {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wantedStamp();
}

function installPackages() {
  if (packagesAreIn()) return;
  say('installing the packages of package-lock.json …');
  const options = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  // npm's own script where npm started us; its own commands would find this folder's Node while it is being replaced.
  const [command, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const run = spawnSync(command, [...before, ...options], {
    cwd: projectFolder,
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (run.error) stop(`npm could not be started: ${run.error.message}`);
  if (run.status !== 0) stop('`npm ci` failed; see its message above. Run the same command again when that is mended.');
  writeFileSync(stampPath, wantedStamp());
}

/** @param {string} purpose */
function handOver(purpose) {
  const node = findNode24();
  if (node === null) {
    stop(
      `npm has no Node ${wantedMajor} package for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}: ` +
        `install Node ${wantedMajor} from https://nodejs.org and run the command again.`,
    );
  }
  const run = spawnSync(node, [join(projectFolder, 'src-main', 'setup', 'setup.ts'), purpose], {
    cwd: projectFolder,
    stdio: ['ignore', 2, 2],
  });
  if (run.error) stop(`${node} could not be started: ${run.error.message}`);
  process.exit(run.status ?? 1);
}

checkOwnNode();
if (!packagesAreIn()) {
  await withSetupLock(installPackages, (owner) => say(`waiting for another set-up (process ${owner}) …`));
}
handOver(process.argv[2] ?? 'sfumato');
