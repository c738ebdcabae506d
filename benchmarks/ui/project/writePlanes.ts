import { open } from 'node:fs/promises';
import { heatMapKinds } from '../../../src-main/core/heatMaps.ts';
import { discBand } from './discs.ts';
import type { Discs } from './discs.ts';

/** Classes and members whose planes follow the heat maps. */
export const planeCounts = { classCount: 2, memberCount: 2 } as const;

/**
 * Writes a prediction file (see `core/predictions/predictionFile.ts`) of discs whose rims are doubtful, each kind of doubt
 * at another width; member 1 sees the discs a little larger than member 0.
 */
export async function writePlanes(path: string, discs: Discs): Promise<void> {
  const inside = (grown: number) => (distance: number): number => (distance <= grown ? 1 : 0);
  const bands = [
    discBand(discs, inside(0)),
    ...heatMapKinds.map((_kind, at) => discBand(discs, (distance, x) => Math.max(0, 250 - Math.abs(distance) * (30 + 15 * at)) * ((x >> 6) % 3 === 0 ? 1 : 0.6))),
    discBand(discs, (distance) => (distance <= 0 ? 20 : 235)),
    discBand(discs, (distance) => (distance <= 0 ? 235 : 20)),
    discBand(discs, inside(0)),
    discBand(discs, inside(1.5)),
  ];
  const file = await open(path, 'w');
  try {
    for (const band of bands) await writeBands(file, band, discs);
  } finally {
    await file.close();
  }
}

async function writeBands(file: { write(bytes: Uint8Array): Promise<unknown> }, band: Uint8Array, { side, pitch }: Discs): Promise<void> {
  for (let y = 0; y < side; y += pitch) await file.write(band.subarray(0, Math.min(pitch, side - y) * side));
}
