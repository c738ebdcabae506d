import { readFileSync, writeFileSync } from 'node:fs';

/** High-water mark of this process's resident memory, in bytes, since it began or was forgotten. Linux alone tells it. */
export function peakBytes(): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}

/** The mark falls to what is resident now. */
export function forgetPeak(): void {
  writeFileSync('/proc/self/clear_refs', '5');
}
