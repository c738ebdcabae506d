import type { AnnotationTool, JournalEntry } from '../records.ts';
import { activeGapsMs } from './activeTime.ts';

/** What the work on a project took. */
export interface Effort {
  readonly activeMinutes: number;
  readonly corrections: number;
  readonly regionsSettled: number;
  /** Pixels whose label was changed. */
  readonly pixels: number;
}

export interface DayEffort extends Effort {
  /** YYYY-MM-DD in the user's time zone. */
  readonly day: string;
}

export type EffortTool = AnnotationTool | 'review';

export interface ToolEffort {
  readonly tool: EffortTool;
  readonly activeMinutes: number;
  readonly events: number;
  readonly pixels: number;
}

export interface GrowthPoint {
  readonly at: string;
  readonly activeMinutes: number;
  readonly pixels: number;
  readonly regionsSettled: number;
}

export interface EffortReport {
  readonly total: Effort & { readonly secondsPerRegion: number | null };
  readonly days: readonly DayEffort[];
  readonly tools: readonly ToolEffort[];
  readonly growth: readonly GrowthPoint[];
}

type Event = Pick<JournalEntry, 'at' | 'kind' | 'tool' | 'changedPixels' | 'decision' | 'inForce'>;

/** More points than a curve has room for say nothing. */
const mostGrowthPoints = 500;
const msPerMinute = 60_000;

/**
 * Adds up a journal. Imports are no work of the hand and are left out. Undone corrections took time but changed nothing:
 * their minutes count, their pixels do not. Undo and redo themselves count as time of the tool before.
 * @param events oldest first
 * @param utcOffsetMinutes the user's time zone, minutes east of UTC: says where a day ends
 */
export function measureEffort(events: readonly Event[], utcOffsetMinutes: number): EffortReport {
  const worked = events.filter(({ tool }) => tool !== 'import');
  const gaps = activeGapsMs(worked.map(({ at }) => Date.parse(at)));
  const total = emptyEffort();
  const days = new Map<string, MutableEffort>();
  const tools = new Map<EffortTool, { activeMinutes: number; events: number; pixels: number }>();
  const growth: GrowthPoint[] = [];
  let lastTool: EffortTool = 'review';
  for (const [place, event] of worked.entries()) {
    const minutes = gaps[place]! / msPerMinute;
    lastTool = toolOf(event) ?? lastTool;
    const change = changeOf(event, minutes);
    add(total, change);
    add(entry(days, dayOf(event.at, utcOffsetMinutes), emptyEffort), change);
    const tool = entry(tools, lastTool, () => ({ activeMinutes: 0, events: 0, pixels: 0 }));
    tool.activeMinutes += minutes;
    tool.pixels += change.pixels;
    if (toolOf(event) !== null && event.inForce) tool.events++;
    growth.push({ at: event.at, activeMinutes: total.activeMinutes, pixels: total.pixels, regionsSettled: total.regionsSettled });
  }
  return {
    total: { ...total, secondsPerRegion: total.regionsSettled > 0 ? (total.activeMinutes * 60) / total.regionsSettled : null },
    days: [...days].map(([day, effort]) => ({ day, ...effort })),
    tools: [...tools].map(([tool, effort]) => ({ tool, ...effort })).sort((a, b) => b.activeMinutes - a.activeMinutes || b.events - a.events),
    growth: thinned(growth, mostGrowthPoints),
  };
}

/** Minutes of work on a journal up to a moment. @param events oldest first */
export function activeMinutesUntil(events: readonly Event[], at: string): number {
  const until = Date.parse(at);
  const times = events.filter(({ tool }) => tool !== 'import').map((event) => Date.parse(event.at)).filter((time) => time <= until);
  return activeGapsMs(times).reduce((sum, gap) => sum + gap, 0) / msPerMinute;
}

/** Corrections among events: what was drawn, accepted or corrected, changed labels and is in force; not what was imported. */
export function countCorrections(events: readonly Pick<JournalEntry, 'kind' | 'tool' | 'changedPixels' | 'inForce'>[]): number {
  return events.filter(isCorrection).length;
}

/** What was drawn, accepted or corrected, changed labels and is in force. */
export function isCorrection({ kind, tool, changedPixels, inForce }: Pick<JournalEntry, 'kind' | 'tool' | 'changedPixels' | 'inForce'>): boolean {
  return inForce && tool !== 'import' && (kind === 'annotate' || (kind === 'review' && changedPixels > 0));
}

type MutableEffort = { -readonly [Key in keyof Effort]: Effort[Key] };

function emptyEffort(): MutableEffort {
  return { activeMinutes: 0, corrections: 0, regionsSettled: 0, pixels: 0 };
}

function changeOf(event: Event, activeMinutes: number): Effort {
  const settles = event.kind === 'review' && event.inForce && (event.decision === 'accepted' || event.decision === 'corrected');
  const counts = event.inForce && (event.kind === 'annotate' || event.kind === 'review');
  return {
    activeMinutes,
    corrections: isCorrection(event) ? 1 : 0,
    regionsSettled: settles ? 1 : 0,
    pixels: counts ? event.changedPixels : 0,
  };
}

/** Null for undo and redo, which belong to what was done before. */
function toolOf({ kind, tool }: Event): EffortTool | null {
  if (kind === 'undo' || kind === 'redo') return null;
  return kind === 'review' ? 'review' : tool;
}

function add(sum: MutableEffort, more: Effort): void {
  sum.activeMinutes += more.activeMinutes;
  sum.corrections += more.corrections;
  sum.regionsSettled += more.regionsSettled;
  sum.pixels += more.pixels;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function dayOf(at: string, utcOffsetMinutes: number): string {
  return new Date(Date.parse(at) + utcOffsetMinutes * msPerMinute).toISOString().slice(0, 10);
}

/** Every nth point and the last. */
function thinned<Point>(points: readonly Point[], most: number): Point[] {
  const step = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_point, at) => at % step === 0 || at === points.length - 1);
}
