import { interpolatedChange, interpolateSlices } from '../../../src-main/core/labels/interpolateSlices.ts';
import type { LabelChange } from '../../../src-main/core/labels/LabelChange.ts';
import type { LabelPlanes } from '../../../src-main/core/labels/LabelPlanes.ts';
import type { ImageRecord } from '../../../src-main/core/records.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { words } from '../../messages/messages.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { applyToImage } from '../toolTarget.ts';

/** Slices further away than this are not looked at for labels. */
const furthestSlices = 64;
/** How long to wait for the labels of a slice, in milliseconds. */
const loadLimitMs = 20_000;

/** The changes that fill the slices between two labelled ones, in their order. */
export function sliceChanges(first: LabelPlanes, second: LabelPlanes, between: readonly LabelPlanes[], classIndex: number): LabelChange[] {
  const shapes = interpolateSlices(first, second, classIndex, between.length);
  return between.map((labels, at) => interpolatedChange(labels, shapes[at]!, classIndex));
}

/**
 * Fills the slices around the present one that lie between two with the class in hand: from the nearest before it (or
 * itself) to the nearest after. One change a slice, all of one gesture.
 */
export async function interpolateStack(app: AppState): Promise<void> {
  const { images, tools } = app;
  const present = images.current?.record;
  if (!present?.stack) {
    tools.message = words.tools.noStack;
    return;
  }
  const { classIndex } = tools;
  const slices = images.all.filter(({ stack }) => stack?.id === present.stack!.id).sort((first, second) => first.stack!.index - second.stack!.index);
  const here = slices.findIndex(({ id }) => id === present.id);
  tools.message = words.tools.readingSlices;
  const isLabelledHere = hasClass(await loadSlice(app, present), classIndex);
  const before = isLabelledHere ? here : await nearestLabelled(app, slices, here, -1, classIndex);
  let after = await nearestLabelled(app, slices, here, 1, classIndex);
  let begin = before;
  if (after === null && isLabelledHere) {
    begin = await nearestLabelled(app, slices, here, -1, classIndex);
    after = here;
  }
  if (begin === null || after === null || after - begin < 2) {
    tools.message = words.tools.noSlicesBetween;
    return;
  }
  const between = await Promise.all(slices.slice(begin + 1, after).map((record) => loadSlice(app, record)));
  const [first, last] = await Promise.all([loadSlice(app, slices[begin]!), loadSlice(app, slices[after]!)]);
  const gestureId = crypto.randomUUID();
  const changes = sliceChanges(first.labels, last.labels, between.map(({ labels }) => labels), classIndex);
  const filled = changes.filter((change, at) => applyToImage(app, between[at]!, { tool: 'interpolate', classIndex, change, gestureId })).length;
  tools.message = words.tools.slicesFilled(filled);
}

async function nearestLabelled(app: AppState, slices: readonly ImageRecord[], from: number, step: 1 | -1, classIndex: number): Promise<number | null> {
  for (let at = from + step; at >= 0 && at < slices.length && Math.abs(at - from) <= furthestSlices; at += step) {
    const record = slices[at]!;
    if (record.labelSequence === 0 && app.images.loaded(record.id) === undefined) continue;
    if (hasClass(await loadSlice(app, record), classIndex)) return at;
  }
  return null;
}

function hasClass({ labels }: LoadedImage, classIndex: number): boolean {
  const { classes } = labels;
  for (const { column, row } of classes.tilesIn({ x: 0, y: 0, width: classes.width, height: classes.height })) {
    const tile = classes.tile(column, row);
    if (typeof tile === 'number' ? tile === classIndex : tile.includes(classIndex)) return true;
  }
  return false;
}

/** A slice with its labels in memory. @throws Error when they do not come */
async function loadSlice({ images }: AppState, record: ImageRecord): Promise<LoadedImage> {
  const image = images.load(record.id, 'urgent');
  if (!image) throw new Error(`slice ${record.name}: it is not in the project any more`);
  const limit = performance.now() + loadLimitMs;
  while (image.labelSequence < 0) {
    if (performance.now() > limit) throw new Error(`slice ${record.name}: its labels did not come within ${loadLimitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return image;
}
