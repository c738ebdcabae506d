import { join } from 'node:path';
import { tileBox } from '../../core/labels/labelTiles.ts';
import { shownMapKinds } from '../../core/heatMaps.ts';
import { planeIndex } from '../../core/predictions/predictionFile.ts';
import type { PredictionPlane } from '../../core/predictions/predictionFile.ts';
import { levelCount, levelSize } from '../../core/pyramid.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Pixels } from './answerPixels.ts';
import { readTile } from './readTile.ts';

/** A tile of a plane of a model's maps; null where the model has no maps of the image, or they have no such plane. */
export async function planeTile(session: ProjectSession, parts: Readonly<Record<string, string>>): Promise<Pixels | null> {
  const { store, planeLevels } = session;
  const image = store.images.get(parts['imageId']!);
  const modelId = parts['modelId']!;
  const at = { level: Number(parts['level']), column: Number(parts['column']), row: Number(parts['row']) };
  const name = parts['plane']!;
  const stored = store.predictions.find(modelId, image.id);
  const plane = planeNamed(name);
  const index = stored && plane && planeIndex(plane, stored);
  if (!stored || index === null || at.level >= levelCount(image.width, image.height)) return null;
  const box = tileBox(levelSize(image, at.level), at.column, at.row);
  if (box.width === 0 || box.height === 0) return null;
  const folder = store.paths.modelPredictions(modelId);
  const source = {
    path: join(folder, stored.fileName),
    offset: index * image.width * image.height,
    width: image.width,
    height: image.height,
    bytesPerPixel: 1,
  };
  const sampling = name.startsWith('map-') ? 'largest' : 'centre';
  const bytes =
    at.level === 0
      ? await readTile(source, box)
      : await planeLevels.tile(source, { path: join(folder, `${stored.fileName}.${name}.levels`), sampling }, at);
  return bytes && { bytes, isCurrent: true };
}

/** @returns the plane's name in a prediction file; null for none of its names */
function planeNamed(name: string): PredictionPlane | null {
  if (name === 'prediction') return name;
  const kind = shownMapKinds.find((each) => name === `map-${each}`);
  if (kind) return kind;
  return /^(?:probability|member)-\d{1,3}$/.test(name) ? (name as PredictionPlane) : null;
}
