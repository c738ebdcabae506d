import { SfumatoError } from '../../core/SfumatoError.ts';
import type { PixelAnswer } from '../../ports/PixelAnswer.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import { imageTile } from './imageTile.ts';
import { labelChanges, labelIndex, labelTile, objectIndex, objectTile } from './labelPixels.ts';
import { planeTile } from './planeTile.ts';
import { trainingSample } from './trainingSample.ts';

/** Bytes, and whether they are what their address names for ever. */
export interface Pixels {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isCurrent: boolean;
}

type Find = (session: ProjectSession, parts: Readonly<Record<string, string>>) => Promise<Pixels | null> | Pixels | null;

const id = '[0-9a-f-]{36}';
const number = '\\d{1,6}';
const tile = `(?<column>${number})/(?<row>${number})`;
const level = '(?<level>\\d{1,2})';

/** The addresses of `pixelUrls.ts`, and who answers them. */
const answers: readonly (readonly [pattern: RegExp, find: Find])[] = [
  [new RegExp(`^/pixels/image/(?<imageId>${id})/${level}/${tile}/(?<contentHash>[0-9a-f]{64})$`), imageTile],
  [new RegExp(`^/pixels/labels/(?<imageId>${id})/${tile}/(?<sequence>\\d{1,15})$`), labelTile],
  [new RegExp(`^/pixels/objects/(?<imageId>${id})/${tile}/(?<sequence>\\d{1,15})$`), objectTile],
  [new RegExp(`^/pixels/label-index/(?<imageId>${id})/(?<sequence>\\d{1,15})$`), labelIndex],
  [new RegExp(`^/pixels/object-index/(?<imageId>${id})/(?<sequence>\\d{1,15})$`), objectIndex],
  [new RegExp(`^/pixels/label-changes/(?<imageId>${id})/(?<from>\\d{1,15})/(?<to>\\d{1,15})$`), labelChanges],
  [new RegExp(`^/pixels/plane/(?<plane>[a-zA-Z0-9-]{1,40})/(?<imageId>${id})/${level}/${tile}/(?<modelId>${id})$`), planeTile],
  [new RegExp(`^/pixels/region/(?<regionId>${id})$`), regionMask],
  [new RegExp(`^/pixels/sample/(?<runId>${id})/(?<step>\\d{1,9})/(?<imageId>${id})$`), trainingSample],
];

/** Answers the addresses of `pixelUrls.ts`; null when nothing lies there. */
export async function answerPixels(session: ProjectSession, path: string): Promise<PixelAnswer | null> {
  for (const [pattern, find] of answers) {
    const parts = pattern.exec(path)?.groups;
    if (!parts) continue;
    try {
      const pixels = await find(session, parts);
      return pixels && { status: 200, bytes: pixels.bytes, contentType: 'application/octet-stream', etag: pixels.isCurrent ? path : null };
    } catch (thrown) {
      if (thrown instanceof SfumatoError && thrown.code === 'notFound') return null;
      throw thrown;
    }
  }
  return null;
}

function regionMask(session: ProjectSession, { regionId = '' }: Readonly<Record<string, string>>): Pixels {
  return { bytes: Uint8Array.from(session.store.regions.mask(regionId)), isCurrent: true };
}
