import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../../core/SfumatoError.ts';
import { nativeFiles, readNativeRecord, type NativeFiles, type NativeRecord } from '../../engine/backends/nativeRecord.ts';
import { cacheFolder } from '../cacheFolder.ts';
import { lastLine, run } from '../run.ts';
import { say } from '../say.ts';
import type { SetupStep } from '../SetupStep.ts';
import { bindingIn, buildNativeFolder, libraryIn } from './buildNativeFolder.ts';
import { thisMachine } from './machine.ts';
import { findPython } from './python.ts';
import { tensorflowVersion, wheelSetsFor, type WheelSet } from './wheels.ts';

/** A failure, mostly a line that was down, is tried again after this time. */
const retryAfterMs = 24 * 3600_000;

const checkLimitMs = 120_000;
const checkScript = fileURLToPath(new URL('checkNativeEngine.ts', import.meta.url));

/** The native engine: TensorFlow's library in the user's cache, the binding inside its npm package. */
export const nativeEngineStep: SetupStep = { isDone, run: setUp };

function isDone(): boolean {
  const files = nativeFiles();
  // Without the package, or when it is not to be used, there is nothing to set up.
  if (files === null || process.env['SFUMATO_BACKEND'] === 'wasm') return true;
  const record = readNativeRecord(files);
  if (record === null || record.key !== currentKey()) return false;
  if (record.outcome === 'failed') return Date.now() - Date.parse(record.at) < retryAfterMs;
  return (
    existsSync(files.bindingPath) &&
    hashOf(files.bindingPath) === record.bindingHash &&
    record.libraryPath !== null &&
    existsSync(record.libraryPath)
  );
}

async function setUp(): Promise<void> {
  const files = nativeFiles();
  if (files === null) return;
  rmSync(files.recordPath, { force: true });
  const sets = wheelSetsFor(thisMachine());
  if (typeof sets === 'string') return fail(files, sets);
  const reasons: string[] = [];
  for (const set of sets) {
    try {
      return await setUpWith(files, set, reasons);
    } catch (error) {
      // Whatever it is, the program runs without: WebAssembly serves, and the reason is shown.
      reasons.push(messageOf(error));
    }
  }
  fail(files, reasons.join(' '));
}

async function setUpWith(files: NativeFiles, set: WheelSet, earlierReasons: readonly string[]): Promise<void> {
  if (set.variant === 'cuda') await checkDriver();
  const python = await findPython();
  const name = `tensorflow-${tensorflowVersion}-${set.variant}-${process.platform}-${process.arch}-binding-${packageVersion(files)}`;
  const folder = join(cacheFolder(), 'native', name);
  await buildNativeFolder({ python, set, packageFolder: files.packageFolder, folder });
  mkdirSync(dirname(files.bindingPath), { recursive: true });
  const aside = `${files.bindingPath}.${process.pid}`;
  copyFileSync(bindingIn(folder), aside);
  renameSync(aside, files.bindingPath);
  const check = await run(process.execPath, [checkScript], { limitMs: checkLimitMs });
  if (!check.succeeded) {
    // The next set-up builds it anew: a damaged library must not be kept for ever.
    rmSync(folder, { recursive: true, force: true });
    rmSync(files.bindingPath, { force: true });
    throw new Error(`The native engine does not run here (${check.failure}): ${lastLine(check.output)}`);
  }
  const device = lastLine(check.output);
  say(`native engine ready: ${device}`);
  writeRecord(files, {
    outcome: 'ready',
    reason: [`${device}.`, ...earlierReasons].join(' '),
    bindingHash: hashOf(files.bindingPath),
    libraryPath: libraryIn(folder),
  });
}

async function checkDriver(): Promise<void> {
  const answer = await run('nvidia-smi', ['-L'], { limitMs: 30_000 });
  if (!answer.succeeded) throw new Error(`An NVIDIA driver is loaded, but nvidia-smi does not answer (${answer.failure}).`);
}

function fail(files: NativeFiles, reason: string): void {
  say(`no native engine, WebAssembly serves: ${reason}`);
  mkdirSync(dirname(files.recordPath), { recursive: true });
  writeRecord(files, { outcome: 'failed', reason, bindingHash: null, libraryPath: null });
}

function writeRecord(files: NativeFiles, found: Pick<NativeRecord, 'outcome' | 'reason' | 'bindingHash' | 'libraryPath'>): void {
  const record: NativeRecord = { ...found, key: currentKey(), at: new Date().toISOString() };
  const aside = `${files.recordPath}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(aside, files.recordPath);
}

/** What the set-up depends on. The binding holds the cache's path, so another cache asks for another binding. */
function currentKey(): string {
  const { platform, arch, hasNvidiaDriver } = thisMachine();
  return [tensorflowVersion, platform, arch, hasNvidiaDriver ? 'nvidia' : 'cpu', cacheFolder()].join(' ');
}

function packageVersion(files: NativeFiles): string {
  const { version } = JSON.parse(readFileSync(join(files.packageFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
