import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { findProgram } from '../findProgram.ts';
import { run } from '../run.ts';
import { fetchWheels } from './fetchWheels.ts';
import type { WheelSet } from './wheels.ts';

const python = findProgram(['python3']);
const set: WheelSet = {
  variant: 'cpu',
  wheels: [{ name: 'tensorflow-cpu', version: '2.21.0', sha256: '0'.repeat(64) }],
  platforms: ['manylinux_2_27_x86_64'],
  downloadMegabytes: 1,
  roomMegabytes: 1,
};

describe.skipIf(python === null)(`fetching wheels${python === null ? ' (skipped: no Python 3 on the PATH)' : ''}`, () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sfumato-wheels-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses to begin without the room it takes', async () => {
    const huge = { ...set, roomMegabytes: 1e12 };
    const attempt = fetchWheels({ python: python ?? '', set: huge, folder, prefixes: [], title: 'it' });
    await expect(attempt).rejects.toThrow(/wants 1000000000000 MB free/);
  });

  it('tells pip’s reason when a wheel cannot be had', async () => {
    const absent = { ...set, wheels: [{ name: 'tensorflow-cpu', version: '0.0.1', sha256: '0'.repeat(64) }] };
    const error: unknown = await fetchWheels({ python: python ?? '', set: absent, folder, prefixes: [], title: 'TensorFlow' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(SfumatoError);
    expect((error as SfumatoError).message).toMatch(/^pip could not fetch TensorFlow \(exit code 1\): /);
  });

  it('unpacks the wanted part alone, keeps programs executable, and stays inside the folder', async () => {
    const make = [
      'import sys, zipfile',
      'with zipfile.ZipFile(sys.argv[1], "w") as wheel:',
      '    wheel.writestr("part/data.txt", "kept")',
      '    wheel.writestr("other/data.txt", "left out")',
      '    wheel.writestr("part/../../escaped.txt", "caught")',
      '    program = zipfile.ZipInfo("part/program")',
      '    program.external_attr = 0o755 << 16',
      '    wheel.writestr(program, "#!/bin/sh\\n")',
    ].join('\n');
    const made = await run(python ?? '', ['-c', make, join(folder, 'a.whl')], { limitMs: 30_000 });
    expect(made.failure).toBe('');
    const script = fileURLToPath(new URL('unpackWheels.py', import.meta.url));
    const into = join(folder, 'into');
    const unpacked = await run(python ?? '', [script, folder, into, 'part/'], { limitMs: 30_000 });
    expect(unpacked.failure).toBe('');
    expect(readFileSync(join(into, 'part', 'data.txt'), 'utf8')).toBe('kept');
    expect(existsSync(join(into, 'other'))).toBe(false);
    expect(existsSync(join(folder, 'escaped.txt'))).toBe(false);
    expect(statSync(join(into, 'part', 'program')).mode & 0o111).not.toBe(0);
    expect(existsSync(join(folder, 'a.whl'))).toBe(false);
  });

  it('ends a program at its limit', async () => {
    const result = await run(python ?? '', ['-c', 'import time; print("begun", flush=True); time.sleep(60)'], { limitMs: 1500 });
    expect(result).toEqual({ succeeded: false, output: 'begun\n', failure: 'stopped after 2 s' });
  });

  it('reports a program that is not there', async () => {
    const result = await run(join(folder, 'nothing'), [], { limitMs: 1000 });
    expect(result.succeeded).toBe(false);
    expect(result.failure).toContain('ENOENT');
  });
});
