import type { PixelBox } from '../../../src-main/core/geometry.ts';
import { changedPixels, isEmptyChange } from '../../../src-main/core/labels/LabelChange.ts';
import { isObjectThere } from '../../../src-main/core/labels/labelObjects.ts';
import type { LabelObject } from '../../../src-main/core/labels/labelObjects.ts';
import { maskOfSpans, widenBox } from '../../../src-main/core/labels/spans.ts';
import { refinedChange } from '../../../src-main/core/vision/crf/refinedChange.ts';
import type { RefinedObject } from '../../../src-main/core/vision/crf/refinedChange.ts';
import type { RefineRule } from '../../../src-main/core/vision/crf/refineMask.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import { compute } from '../../compute/compute.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import { words } from '../../messages/messages.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { assistProblem, isGivenUp } from '../assist/assistProblem.ts';
import { toolRanges } from '../../../src-main/core/vision/toolRanges.ts';
import { selectionRules } from '../selection/selectionRules.svelte.ts';
import { applyToImage, changeableImage } from '../toolTarget.ts';

/** An object with its margin may have this side: more takes longer than a few seconds. */
const largestSide = 1024;

let running: AbortController | null = null;

/**
 * Fits every selected object to the edges of the image: one change, one step of undo. A second call gives up the first,
 * and so does Escape.
 */
export async function refineSelection(app: AppState): Promise<void> {
  const { tools } = app;
  const { image, objects } = tools.selection;
  running?.abort();
  if (!image || objects.length === 0 || image !== changeableImage(app)) {
    tools.message = words.assist.refine.nothingSelected;
    return;
  }
  // An outline can move as far as the image speaks to a pixel.
  const rule = selectionRules.refineRule;
  const margin = rule.appearanceReachPx;
  const boxes = objects.map(({ box }) => widenBox(box, margin, image.record));
  if (boxes.some(({ width, height }) => width > largestSide || height > largestSide)) {
    tools.message = words.assist.refine.tooLarge(largestSide - 2 * margin);
    return;
  }
  const work = new AbortController();
  running = work;
  tools.message = words.assist.refine.running;
  const giveUp = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') work.abort();
  };
  addEventListener('keydown', giveUp);
  try {
    const refined: RefinedObject[] = [];
    for (const [at, object] of objects.entries()) refined.push(await refineObject(compute, { image, object, box: boxes[at]!, rule }, work.signal));
    tools.message = apply(app, image, refined);
  } catch (thrown) {
    if (running === work) tools.message = isGivenUp(thrown) ? null : assistProblem(thrown);
  } finally {
    removeEventListener('keydown', giveUp);
    if (running === work) running = null;
  }
}

interface RefineTask {
  readonly image: LoadedImage;
  readonly object: LabelObject;
  readonly box: PixelBox;
  readonly rule: RefineRule;
}

async function refineObject(client: ComputeClient, { image, object, box, rule }: RefineTask, signal: AbortSignal): Promise<RefinedObject> {
  const [window, probability] = await Promise.all([image.readSamples(box), readProbability(image, object.classIndex, box)]);
  const mask = { width: box.width, height: box.height, data: maskOfSpans(object.spans, box).mask };
  const refined = await client.run('refineMask', { window, ranges: toolRanges(image.record), mask, probability, rule }, signal);
  return { object, box, mask: refined.data };
}

/** What the networks hold for the class; null where no model has looked at the image, which the fit does without. */
async function readProbability(image: LoadedImage, classIndex: number, box: PixelBox): Promise<Uint8Array | null> {
  if (image.modelId === null) return null;
  return image.readPlane(`probability-${classIndex}`, box).catch(() => null);
}

/** @returns what to tell the user */
function apply(app: AppState, image: LoadedImage, refined: readonly RefinedObject[]): string {
  // The labels may have changed while the fit was computed: it was made for the objects as they were.
  if (!refined.every(({ object }) => isObjectThere(image.labels, object))) return words.assist.failed;
  const change = refinedChange(image.labels, refined);
  if (isEmptyChange(change)) return words.assist.refine.unchanged;
  const { selection } = app.tools;
  const objects = refined.map(({ object }) => object);
  if (!applyToImage(app, image, { tool: 'crf', classIndex: objects[0]!.classIndex, change })) return words.assist.failed;
  selection.take(image, objects);
  selection.reselect();
  return words.assist.refine.done(changedPixels(change).classes);
}
