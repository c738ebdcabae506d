import { describe, expect, it } from 'vitest';
import { wheelSetsFor, zigWheels, type WheelSet } from './wheels.ts';

const setsFor = (...[platform, arch, hasNvidiaDriver]: [NodeJS.Platform, NodeJS.Architecture, boolean]): readonly WheelSet[] => {
  const sets = wheelSetsFor({ platform, arch, hasNvidiaDriver });
  if (typeof sets === 'string') throw new Error(sets);
  return sets;
};

describe('wheelSetsFor', () => {
  it('takes the processor’s library on a plain machine', () => {
    expect(setsFor('linux', 'x64', false).map((set) => set.variant)).toEqual(['cpu']);
    expect(setsFor('linux', 'arm64', false)[0]?.platforms).toEqual(['manylinux_2_27_aarch64']);
  });

  it('tries CUDA first where an NVIDIA driver is, with the processor’s library to fall back on', () => {
    expect(setsFor('linux', 'x64', true).map((set) => set.variant)).toEqual(['cuda', 'cpu']);
  });

  it.each(['win32', 'darwin'] as const)('says why %s has no native engine', (platform) => {
    expect(wheelSetsFor({ platform, arch: 'x64', hasNvidiaDriver: false })).toMatch(/(Windows|macOS) WebAssembly serves/);
  });

  it('pins every wheel by a sha256', () => {
    const sets = [...setsFor('linux', 'x64', true), ...setsFor('linux', 'arm64', false), ...Object.values(zigWheels)];
    for (const wheel of sets.flatMap((set) => set.wheels)) expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
