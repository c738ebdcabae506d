import { existsSync } from 'node:fs';
import type { Machine } from './wheels.ts';

/** Files that are there while an NVIDIA driver is loaded: on Linux itself, and inside Windows' Linux. */
const driverFiles = ['/proc/driver/nvidia/version', '/usr/lib/wsl/lib/libcuda.so.1'];

/** This machine, as far as files tell; asked at every start, so nothing is run for it. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    hasNvidiaDriver: driverFiles.some((path) => existsSync(path)),
  };
}
