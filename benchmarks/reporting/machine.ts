import { availableParallelism, cpus } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';

/** The machine a figure was measured on: cores and instruction set, nothing that names the machine itself. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.replaceAll(/\((R|TM)\)/g, '').replaceAll(/\s+/g, ' ').trim() ?? 'unknown processor';
  const sets = instructionSets();
  return `${availableParallelism()} cores, ${model}${sets === '' ? '' : ` (${sets})`}`;
}

/** The widest vector instructions, as far as Linux tells. */
function instructionSets(): string {
  const path = '/proc/cpuinfo';
  if (!existsSync(path)) return '';
  const flags = new Set(/^flags\s*: (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1]?.split(' '));
  const known: readonly [flag: string, name: string][] = [
    ['amx_bf16', 'AMX'],
    ['avx512f', 'AVX-512'],
    ['avx2', 'AVX2'],
  ];
  return known
    .filter(([flag]) => flags.has(flag))
    .map(([, name]) => name)
    .slice(0, 2)
    .join(', ');
}
