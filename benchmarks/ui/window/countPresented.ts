import type { BenchmarkWindow } from './BenchmarkWindow.ts';

export interface Presented {
  readonly count: number;
  readonly seconds: number;
  /** Between one frame and the next, while frames were being made. */
  readonly gapsMs: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly pid: number;
}

/** A longer pause is no slow frame: nothing moved. */
const pauseMs = 250;

/** Counts the frames that reach the screen during some work, from the browser's trace. */
export async function countPresented(window: BenchmarkWindow, work: () => Promise<void>): Promise<Presented> {
  const session = await window.devtools();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame', 'devtools.timeline'] } });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const draws = events.filter(({ name }) => name === 'DrawFrame');
  const byProcess = Map.groupBy(draws, ({ pid }) => pid);
  // The window's own process is the one that drew most.
  const own = [...byProcess.values()].sort((first, second) => second.length - first.length)[0] ?? [];
  const times = own.map(({ ts }) => ts / 1000).sort((first, second) => first - second);
  const gapsMs = times.slice(1).map((time, at) => time - times[at]!).filter((gap) => gap < pauseMs);
  return { count: gapsMs.length, seconds: gapsMs.reduce((sum, gap) => sum + gap, 0) / 1000, gapsMs };
}
