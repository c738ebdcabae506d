import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withSetupLock } from './lock.mjs';

describe('the set-up lock', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sfumato-lock-'));
    path = join(folder, 'setup.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('names its owner while work runs and is gone afterwards, also when the work fails', async () => {
    const seen = await withSetupLock(() => readFileSync(path, 'utf8'), neverWaits, path);
    expect(seen).toBe(String(process.pid));
    expect(existsSync(path)).toBe(false);
    await expect(withSetupLock(() => Promise.reject(new Error('no room')), neverWaits, path)).rejects.toThrow('no room');
    expect(existsSync(path)).toBe(false);
  });

  it('lets one work after the other, and tells once whom it waits for', async () => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const waits: number[] = [];
    const first = withSetupLock(
      async () => {
        order.push('first begins');
        await gate.promise;
        order.push('first ends');
      },
      neverWaits,
      path,
    );
    const second = withSetupLock(
      () => {
        order.push('second');
      },
      (owner) => {
        waits.push(owner);
        gate.resolve();
      },
      path,
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
    expect(waits).toEqual([process.pid]);
  });

  it('takes over from a process that was killed', async () => {
    const ended = spawnSync(process.execPath, ['-e', ''], { stdio: 'ignore' });
    writeFileSync(path, String(ended.pid));
    expect(await withSetupLock(() => 'done', neverWaits, path)).toBe('done');
  });

  it('takes over a file that names no process', async () => {
    writeFileSync(path, 'half a');
    expect(await withSetupLock(() => 'done', neverWaits, path)).toBe('done');
  });
});

function neverWaits(owner: number): void {
  throw new Error(`waited for ${owner}`);
}
