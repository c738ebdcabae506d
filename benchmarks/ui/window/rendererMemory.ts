import { readFile } from 'node:fs/promises';
import type { BareWindow } from './BareWindow.ts';

/** What one process holds, in MiB. */
export interface ProcessMemory {
  /** Its own pages and its share of those it shares: what would be free without it. */
  readonly proportional: number;
  /** Everything mapped in, libraries shared with other processes included. */
  readonly resident: number;
}

/** The process that runs the window: of the renderers the one with most memory. Linux only. */
export async function rendererProcess(window: BareWindow): Promise<number> {
  const sized = await Promise.all((await window.renderers()).map(async (id) => ({ id, memory: await processMemory(id) })));
  const largest = sized.sort((first, second) => second.memory.proportional - first.memory.proportional)[0];
  if (!largest) throw new Error('the browser names no renderer');
  return largest.id;
}

export async function processMemory(id: number): Promise<ProcessMemory> {
  const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8');
  const read = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1024;
  return { proportional: read('Pss'), resident: read('Rss') };
}

/** Looks at a process every so often until stopped. @returns what it held, sample by sample */
export function watchMemory(id: number, everyMs: number): { readonly samples: ProcessMemory[]; stop(): void } {
  const samples: ProcessMemory[] = [];
  const timer = setInterval(() => {
    processMemory(id).then(
      (memory) => samples.push(memory),
      () => clearInterval(timer),
    );
  }, everyMs);
  return { samples, stop: () => clearInterval(timer) };
}
