import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { lastLine, run } from '../run.ts';
import { say } from '../say.ts';
import type { WheelSet } from './wheels.ts';

const unpackScript = fileURLToPath(new URL('unpackWheels.py', import.meta.url));

/** Long enough for a slow line; a line that is down is told by pip within a minute. */
const downloadLimitMs = 60 * 60_000;
const unpackLimitMs = 10 * 60_000;

export interface FetchRequest {
  readonly python: string;
  readonly set: WheelSet;
  /** Folder to unpack into; it exists. */
  readonly folder: string;
  /** Paths in the wheels that are wanted, by their beginning. */
  readonly prefixes: readonly string[];
  /** What it is, for the user. */
  readonly title: string;
}

/**
 * Fetches pinned wheels with pip, which checks their hashes, and unpacks the wanted part.
 * @throws SfumatoError with the reason
 */
export async function fetchWheels({ python, set, folder, prefixes, title }: FetchRequest): Promise<void> {
  checkRoom(folder, set.roomMegabytes);
  const wheels = join(folder, 'wheels');
  mkdirSync(wheels);
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, set.wheels.map((wheel) => `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`).join(''));
  say(`fetching ${title} (${set.downloadMegabytes} MB) …`);
  const download = await run(python, pipOptions(set, requirements, wheels), { limitMs: downloadLimitMs, output: 'shown' });
  if (!download.succeeded) {
    throw new SfumatoError('notFound', `pip could not fetch ${title} (${download.failure}): ${lastLine(download.output)}`);
  }
  say(`unpacking ${title} …`);
  const unpack = await run(python, [unpackScript, wheels, folder, ...prefixes], { limitMs: unpackLimitMs });
  if (!unpack.succeeded) {
    throw new SfumatoError('corrupt', `${title} could not be unpacked in ${folder} (${unpack.failure}): ${lastLine(unpack.output)}`);
  }
  rmSync(wheels, { recursive: true });
  rmSync(requirements);
}

function pipOptions(set: WheelSet, requirements: string, wheels: string): string[] {
  return [
    ...['-m', 'pip', '--disable-pip-version-check', 'download'],
    ...['--quiet', '--progress-bar', 'off', '--retries', '3', '--timeout', '30', '--no-cache-dir'],
    ...['--no-deps', '--only-binary=:all:', '--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312', '--abi', 'none'],
    ...set.platforms.flatMap((platform) => ['--platform', platform]),
    ...['--require-hashes', '--requirement', requirements, '--dest', wheels],
  ];
}

function checkRoom(folder: string, wantedMegabytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const freeMegabytes = Math.floor((bavail * bsize) / 1e6);
  if (freeMegabytes < wantedMegabytes) {
    throw new SfumatoError('diskFull', `${folder} wants ${wantedMegabytes} MB free for the native engine; there are ${freeMegabytes} MB.`);
  }
}
