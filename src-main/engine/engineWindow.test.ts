import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forkProgram } from '../processes/nodeProcesses.ts';
import { connectRemote } from '../processes/remote.ts';
import { probeWebgpu } from './backends/webgpu/probeWebgpu.ts';
import type { EngineApi, EngineListener } from './engineApi.ts';

const program = fileURLToPath(new URL('./testing/windowEngineProcess.ts', import.meta.url));
const longTestMs = 120_000;
const whyNot = await probeWebgpu().then(
  () => null,
  (thrown: Error) => thrown.message,
);

test(`computes with the WebGPU of navigator, asked for by name${whyNot === null ? '' : ` (left out: ${whyNot})`}`, { skip: whyNot !== null, timeout: longTestMs }, async () => {
  const child = forkProgram(program, 2048);
  const told: string[] = [];
  const inForce = Promise.withResolvers<void>();
  const ignore = (): void => undefined;
  const listener: EngineListener = {
    // Once before it is tried, and once more when it has passed its self-test.
    backend: (name) => {
      if (told.push(name) === 2) inForce.resolve();
    },
    described: ignore,
    progress: ignore,
    predicted: ignore,
    trained: ignore,
  };
  const engine = connectRemote<EngineApi, EngineListener>(child, listener);
  try {
    await engine.configure({ backend: 'webgpu', threads: null });
    // Its whole description may take minutes: a driver that computes on the processor is then timed on a real network.
    await Promise.race([inForce.promise, engine.describe()]);
    expect(told).toEqual(['webgpu', 'webgpu']);
  } finally {
    child.kill();
  }
});
