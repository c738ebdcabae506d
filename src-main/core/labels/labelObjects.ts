import { clipBox } from '../geometry.ts';
import type { PixelBox } from '../geometry.ts';
import { connectedSpans } from './connectedSpans.ts';
import { maximumFillPixels } from './fill.ts';
import { unlabelled } from './labelMap.ts';
import type { LabelPlanes } from './LabelPlanes.ts';
import { noObject } from './LabelPlanes.ts';
import { boxOfSpans, eachSpan, joinSpans, pixelsOfSpans } from './spans.ts';
import type { Spans } from './spans.ts';

/** Something that can be selected: the pixels of one object id, or where none is given a connected area of a class. */
export interface LabelObject {
  readonly classIndex: number;
  /** `noObject` for a connected area without an id. */
  readonly object: number;
  readonly spans: Spans;
  readonly box: PixelBox;
  readonly pixels: number;
}

/** How far around a pixel the parts of a numbered object are looked for, in pixels: they need not touch. */
const partsReach = 2048;

/**
 * The object under a pixel. Areas without an id are connected over sides and corners, so that thin lines hold together.
 * @returns null where nothing is labelled, and for an area too large to handle (`maximumFillPixels`)
 */
export function objectAt(planes: LabelPlanes, x: number, y: number): LabelObject | null {
  const { classes, objects } = planes;
  if (x < 0 || y < 0 || x >= classes.width || y >= classes.height) return null;
  const classIndex = classes.get(x, y);
  if (classIndex === unlabelled) return null;
  const object = objects.get(x, y);
  if (object !== noObject) return makeObject(classIndex, object, spansOfObject(planes, object, x, y));
  const spans = connectedSpans((column, row) => classes.get(column, row) === classIndex && objects.get(column, row) === noObject, {
    x,
    y,
    within: { x: 0, y: 0, width: classes.width, height: classes.height },
    connectivity: 8,
    maximumPixels: maximumFillPixels,
  });
  return spans && makeObject(classIndex, noObject, spans);
}

/** Every object with a pixel in a box; background (class 0) is no object. */
export function objectsIn(planes: LabelPlanes, box: PixelBox): LabelObject[] {
  const inside = clipBox(box, planes.classes.width, planes.classes.height);
  return collectObjects(planes, inside, (classIndex) => classIndex !== unlabelled && classIndex !== 0);
}

/** Every object of a class in the whole image. */
export function objectsOfClass(planes: LabelPlanes, classIndex: number): LabelObject[] {
  const { width, height } = planes.classes;
  return collectObjects(planes, { x: 0, y: 0, width, height }, (value) => value === classIndex);
}

/** Whether every pixel is still what it was when the object was found. */
export function isObjectThere({ classes, objects }: LabelPlanes, { classIndex, object, spans }: LabelObject): boolean {
  let isThere = true;
  eachSpan(spans, (y, x, end) => {
    if (!isThere) return;
    isThere = classes.readSpan(y, x, end).every((value) => value === classIndex) && objects.readSpan(y, x, end).every((value) => value === object);
  });
  return isThere;
}

export function makeObject(classIndex: number, object: number, spans: Spans): LabelObject {
  return { classIndex, object, spans, box: boxOfSpans(spans), pixels: pixelsOfSpans(spans) };
}

/** The pixels of several objects together. */
export function spansOfObjects(objects: readonly LabelObject[]): Spans {
  return joinSpans(objects.flatMap(({ spans }) => Array.from(spans)));
}

function spansOfObject({ objects }: LabelPlanes, object: number, x: number, y: number): Spans {
  const around = clipBox({ x: x - partsReach, y: y - partsReach, width: 2 * partsReach, height: 2 * partsReach }, objects.width, objects.height);
  const found: number[] = [];
  for (const { column, row } of objects.tilesIn(around)) {
    const tile = objects.tile(column, row);
    const box = objects.tileBox(column, row);
    if (typeof tile === 'number') {
      if (tile === object) for (let line = 0; line < box.height; line++) found.push(box.y + line, box.x, box.x + box.width);
      continue;
    }
    for (let at = tile.indexOf(object); at >= 0; at = tile.indexOf(object, at)) {
      const line = Math.floor(at / box.width);
      const first = at;
      do at++;
      while (at < (line + 1) * box.width && tile[at] === object);
      found.push(box.y + line, box.x + first - line * box.width, box.x + at - line * box.width);
    }
  }
  return joinSpans(found);
}

interface Run {
  readonly y: number;
  readonly x: number;
  readonly end: number;
  readonly classIndex: number;
  readonly object: number;
  parent: number;
}

/**
 * Objects with a pixel in a box. Runs of rows are joined to their neighbours above (He et al. 2009, "Fast connected-component
 * labeling"), which costs what the rims cost; an object that leaves the box is then taken whole.
 */
function collectObjects(planes: LabelPlanes, box: PixelBox, isWanted: (classIndex: number) => boolean): LabelObject[] {
  const { width, height } = planes.classes;
  const groups = groupRuns(runsIn(planes, box, isWanted));
  const isWhole = box.x === 0 && box.y === 0 && box.width === width && box.height === height;
  const found: LabelObject[] = [];
  const known = new Set<string>();
  for (const group of groups) {
    const first = group[0]!;
    const leaves = group.some(({ x, y, end }) => x === box.x || y === box.y || end === box.x + box.width || y === box.y + box.height - 1);
    const isPart = !isWhole && (leaves || first.object !== noObject);
    const whole = isPart ? objectAt(planes, first.x, first.y) : makeObject(first.classIndex, first.object, joinSpans(group.flatMap(({ y, x, end }) => [y, x, end])));
    if (!whole) continue;
    const key = whole.object === noObject ? `${whole.spans[0]},${whole.spans[1]}` : `object ${whole.object}`;
    if (known.has(key)) continue;
    known.add(key);
    found.push(whole);
  }
  return found;
}

function runsIn({ classes, objects }: LabelPlanes, box: PixelBox, isWanted: (classIndex: number) => boolean): Run[] {
  const runs: Run[] = [];
  const tileColumns = [...classes.tilesIn({ ...box, height: Math.min(box.height, 1) })].map(({ column }) => column);
  for (let y = box.y; y < box.y + box.height; y++) {
    const row = Math.floor(y / 256);
    for (const column of tileColumns) {
      const tile = classes.tile(column, row);
      if (typeof tile === 'number' && !isWanted(tile)) continue;
      const bounds = classes.tileBox(column, row);
      const ids = objects.tile(column, row);
      const left = Math.max(bounds.x, box.x);
      const right = Math.min(bounds.x + bounds.width, box.x + box.width);
      // Read in place: a copy of every row of every tile would cost more than all else.
      const start = (y - bounds.y) * bounds.width - bounds.x;
      for (let x = left; x < right; ) {
        const first = x;
        const classIndex = typeof tile === 'number' ? tile : tile[start + x]!;
        const object = typeof ids === 'number' ? ids : ids[start + x]!;
        do x++;
        while (x < right && (typeof tile === 'number' || tile[start + x] === classIndex) && (typeof ids === 'number' || ids[start + x] === object));
        if (isWanted(classIndex)) runs.push({ y, x: first, end: x, classIndex, object, parent: runs.length });
      }
    }
  }
  return runs;
}

/** Runs of one object or one connected area together; by id where there is one. */
function groupRuns(runs: readonly Run[]): Run[][] {
  const rootOf = (at: number): number => {
    let root = at;
    while (runs[root]!.parent !== root) root = runs[root]!.parent;
    while (runs[at]!.parent !== root) {
      const next = runs[at]!.parent;
      runs[at]!.parent = root;
      at = next;
    }
    return root;
  };
  const unite = (first: number, second: number): void => {
    const [low, high] = [rootOf(first), rootOf(second)].sort((one, other) => one - other) as [number, number];
    runs[high]!.parent = low;
  };
  const ofObject = new Map<number, number>();
  let above = 0;
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at]!;
    if (run.object !== noObject) {
      const known = ofObject.get(run.object);
      if (known === undefined) ofObject.set(run.object, at);
      else unite(known, at);
      continue;
    }
    const before = runs[at - 1];
    if (before && isSame(before, run) && before.y === run.y && before.end === run.x) unite(at - 1, at);
    // Runs that end before this one's left neighbour in the row above can touch no later run of this row either.
    while (above < at && (runs[above]!.y < run.y - 1 || (runs[above]!.y === run.y - 1 && runs[above]!.end < run.x))) above++;
    for (let other = above; other < at && runs[other]!.y === run.y - 1 && runs[other]!.x <= run.end; other++) {
      if (isSame(runs[other]!, run)) unite(other, at);
    }
  }
  const groups = new Map<number, Run[]>();
  runs.forEach((run, at) => {
    const root = rootOf(at);
    const group = groups.get(root);
    if (group) group.push(run);
    else groups.set(root, [run]);
  });
  return [...groups.values()];
}

function isSame(first: Run, second: Run): boolean {
  return first.classIndex === second.classIndex && first.object === second.object;
}
