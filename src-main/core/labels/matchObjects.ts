import type { LabelObject } from './labelObjects.ts';
import { eachSpan } from './spans.ts';
import type { Spans } from './spans.ts';

/** Objects of two slices that are the same thing: one on each side, or several where it parts or joins. */
export interface ObjectMatch {
  readonly first: readonly LabelObject[];
  readonly second: readonly LabelObject[];
}

/**
 * Objects that overlap nothing are the same when their centroids lie no further apart than this many times the sum of their
 * radii: a thin structure that runs aslant moves by more than its width from slice to slice, another cell lies further off.
 */
const furthestRadii = 2;

/**
 * Finds the objects of one slice again in another. An object belongs to the one that it overlaps most; what overlaps nothing
 * to the nearest that overlaps nothing either, if each is the other's nearest. Objects without a partner are left out.
 */
export function matchObjects(first: readonly LabelObject[], second: readonly LabelObject[]): ObjectMatch[] {
  const links = [...overlapLinks(first, second)];
  const linked = [new Set(links.map(([one]) => one)), new Set(links.map(([, other]) => other))] as const;
  links.push(...nearestLinks(first, second, linked));
  return groupsOf(links).map(({ ones, others }) => ({ first: ones.map((at) => first[at]!), second: others.map((at) => second[at]!) }));
}

type Link = readonly [first: number, second: number];

/** Middle of an object's pixels, in image coordinates. */
export function centroidOf(spans: Spans): { readonly x: number; readonly y: number } {
  let [x, y, count] = [0, 0, 0];
  eachSpan(spans, (row, start, end) => {
    x += ((start + end) / 2) * (end - start);
    y += (row + 0.5) * (end - start);
    count += end - start;
  });
  return { x: x / count, y: y / count };
}

/** Each object with the one of the other slice that it shares most pixels with. */
function overlapLinks(first: readonly LabelObject[], second: readonly LabelObject[]): Link[] {
  const shared = new Map<number, Map<number, number>>();
  const rows = new Map<number, { readonly start: number; readonly end: number; readonly at: number }[]>();
  second.forEach(({ spans }, at) =>
    eachSpan(spans, (y, start, end) => {
      const row = rows.get(y);
      if (row) row.push({ start, end, at });
      else rows.set(y, [{ start, end, at }]);
    }),
  );
  first.forEach(({ spans }, one) => {
    const counts = new Map<number, number>();
    eachSpan(spans, (y, start, end) => {
      for (const other of rows.get(y) ?? []) {
        const common = Math.min(end, other.end) - Math.max(start, other.start);
        if (common > 0) counts.set(other.at, (counts.get(other.at) ?? 0) + common);
      }
    });
    shared.set(one, counts);
  });
  const best = new Map<number, { readonly one: number; readonly count: number }>();
  const links: Link[] = [];
  for (const [one, counts] of shared) {
    let [most, partner] = [0, -1];
    for (const [other, count] of [...counts].sort(([a], [b]) => a - b)) {
      if (count > most) [most, partner] = [count, other];
      if (count > (best.get(other)?.count ?? 0)) best.set(other, { one, count });
    }
    if (partner >= 0) links.push([one, partner]);
  }
  for (const [other, { one }] of best) links.push([one, other]);
  return links;
}

function nearestLinks(first: readonly LabelObject[], second: readonly LabelObject[], [firstLinked, secondLinked]: readonly [ReadonlySet<number>, ReadonlySet<number>]): Link[] {
  const places = (objects: readonly LabelObject[], linked: ReadonlySet<number>) =>
    objects.flatMap(({ spans, pixels }, at) => (linked.has(at) ? [] : [{ at, ...centroidOf(spans), radius: Math.sqrt(pixels / Math.PI) }]));
  const [ones, others] = [places(first, firstLinked), places(second, secondLinked)];
  const nearest = (from: (typeof ones)[number], among: typeof ones): number => {
    let [best, least] = [-1, Infinity];
    for (const each of among) {
      const distance = Math.hypot(each.x - from.x, each.y - from.y);
      if (distance < least && distance <= furthestRadii * (each.radius + from.radius)) [best, least] = [each.at, distance];
    }
    return best;
  };
  const back = new Map(others.map((other) => [other.at, nearest(other, ones)]));
  return ones.flatMap((one) => {
    const partner = nearest(one, others);
    return partner >= 0 && back.get(partner) === one.at ? [[one.at, partner] as const] : [];
  });
}

/** What hangs together by links. */
function groupsOf(links: readonly Link[]): { readonly ones: number[]; readonly others: number[] }[] {
  const groups: { ones: Set<number>; others: Set<number> }[] = [];
  for (const [one, other] of links) {
    const touched = groups.filter(({ ones, others }) => ones.has(one) || others.has(other));
    const group = touched[0] ?? { ones: new Set<number>(), others: new Set<number>() };
    if (touched.length === 0) groups.push(group);
    for (const each of touched.slice(1)) {
      for (const at of each.ones) group.ones.add(at);
      for (const at of each.others) group.others.add(at);
      groups.splice(groups.indexOf(each), 1);
    }
    group.ones.add(one);
    group.others.add(other);
  }
  return groups.map(({ ones, others }) => ({ ones: [...ones].sort((a, b) => a - b), others: [...others].sort((a, b) => a - b) }));
}
