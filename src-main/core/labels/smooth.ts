import { isFreeGround } from './fillHoles.ts';
import { unlabelled } from './labelMap.ts';
import type { LabelChange } from './LabelChange.ts';
import type { LabelObject } from './labelObjects.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { noObject } from './LabelPlanes.ts';
import { windowOf } from './LabelWindow.ts';
import type { LabelWindow } from './LabelWindow.ts';
import { editChange } from './PlaneEdit.ts';
import { maskOfSpans, widenBox } from './spans.ts';

/**
 * Smooths the outline of objects: a pixel belongs to the object where more than half of the disc around it does (a binary
 * median). What is gained is only unlabelled or background; what is lost becomes what most of the disc's other pixels are.
 * The image's rim goes on outside it, so that an object cut by the rim is not rounded there.
 * @param radius of the disc in pixels, 1 and up
 */
export function smoothChange(planes: LabelPlanes, objects: readonly LabelObject[], radius: number): LabelChange {
  return editChange(planes, (edit) => {
    for (const { classIndex, object, spans, box } of objects) {
      const window = windowOf(planes, widenBox(box, radius + 1, planes.classes));
      const { mask } = maskOfSpans(spans, window.box);
      const majority = majorityOf(mask, window.box.width, window.box.height, radius);
      for (let at = 0; at < mask.length; at++) {
        if (majority[at] === mask[at]) continue;
        const y = window.box.y + Math.floor(at / window.box.width);
        const x = window.box.x + (at % window.box.width);
        if (majority[at] === 0) edit.paint(y, x, x + 1, commonestAround(window, mask, at, radius));
        else if (isFreeGround(window.classes[at]!)) edit.paint(y, x, x + 1, { classIndex, object });
      }
    }
  });
}

/** Half widths of the rows of a disc, from its middle row outwards. */
function discRows(radius: number): number[] {
  return Array.from({ length: radius + 1 }, (_row, dy) => Math.floor(Math.sqrt((radius + 0.5) ** 2 - dy ** 2)));
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}

/** 1 where more than half of the disc is in the mask. */
function majorityOf(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const rows = discRows(radius);
  const area = rows.reduce((sum, half, dy) => sum + (dy === 0 ? 1 : 2) * (2 * half + 1), 0);
  // Sums of each row from its left, with the rim's pixels repeated as far as the disc reaches beyond it.
  const stride = width + 2 * radius + 1;
  const sums = new Uint32Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < stride - 1; x++) sums[y * stride + x + 1] = sums[y * stride + x]! + mask[y * width + clamp(x - radius, width - 1)]!;
  }
  const majority = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let inside = 0;
      for (let dy = -radius; dy <= radius; dy++) {
        const half = rows[Math.abs(dy)]!;
        const row = clamp(y + dy, height - 1) * stride + x + radius;
        inside += sums[row + half + 1]! - sums[row - half]!;
      }
      majority[y * width + x] = 2 * inside > area ? 1 : 0;
    }
  }
  return majority;
}

/** The label that most pixels of the disc around a pixel have that are not the object; the lowest class of several. */
function commonestAround({ box: { width, height }, classes, objects }: LabelWindow, mask: Uint8Array, at: number, radius: number): { classIndex: number; object: number } {
  const counts = new Map<number, { count: number; object: number }>();
  const [x, y] = [at % width, Math.floor(at / width)];
  const rows = discRows(radius);
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -rows[Math.abs(dy)]!; dx <= rows[Math.abs(dy)]!; dx++) {
      const [column, row] = [x + dx, y + dy];
      if (column < 0 || row < 0 || column >= width || row >= height || mask[row * width + column] !== 0) continue;
      const place = row * width + column;
      const known = counts.get(classes[place]!);
      if (known) known.count++;
      else counts.set(classes[place]!, { count: 1, object: objects[place]! });
    }
  }
  let best = { classIndex: unlabelled, object: noObject };
  let most = 0;
  for (const [classIndex, { count, object }] of [...counts].sort(([first], [second]) => first - second)) {
    if (count > most) [most, best] = [count, { classIndex, object }];
  }
  return best;
}
