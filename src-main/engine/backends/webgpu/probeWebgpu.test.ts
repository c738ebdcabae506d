import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeWebgpu } from './probeWebgpu.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sfumato-probe-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, code: string): Promise<string> {
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, code);
  return path;
}

const code = async (probe: Promise<unknown>): Promise<unknown> => probe.catch((thrown: { said: unknown }) => thrown.said);

test('a driver that brings its process down is a reason, not an end', async () => {
  const crash = await program('crash', 'process.kill(process.pid, "SIGSEGV"); setInterval(() => undefined, 1000);');
  expect(await code(probeWebgpu(crash))).toMatchObject({ code: 'webgpuProbeEnded', values: { reason: 'signal SIGSEGV' } });
  const exit = await program('exit', 'process.exit(7);');
  expect(await code(probeWebgpu(exit))).toMatchObject({ code: 'webgpuProbeEnded', values: { reason: 'exit code 7' } });
});

test('a driver that does not answer is waited for no longer than agreed', async () => {
  const silent = await program('silent', 'setInterval(() => undefined, 1000);');
  const begun = performance.now();
  expect(await code(probeWebgpu(silent, 300))).toMatchObject({ code: 'webgpuProbeLate', values: { seconds: 0.3 } });
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('the probe itself answers: with a card, or with why there is none', async () => {
  const answer = await code(probeWebgpu());
  expect(answer).toSatisfy((value: { isSoftware?: unknown; text?: unknown }) => typeof value.isSoftware === 'boolean' || typeof value.text === 'string');
});
