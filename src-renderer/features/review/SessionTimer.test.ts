import { expect, test } from 'vitest';
import { formatStopwatch, ratePerMinute } from './activeTime.ts';
import { SessionTimer } from './SessionTimer.svelte.ts';

test('time runs while the hand moves and stops half a minute after', () => {
  const timer = new SessionTimer();
  timer.tick(1000);
  expect([timer.activeMs, timer.isPaused]).toEqual([0, true]);
  timer.touch(1000);
  timer.tick(5000);
  expect([timer.activeMs, timer.isPaused]).toEqual([4000, false]);
  timer.touch(11_000);
  timer.tick(60_000);
  expect([timer.activeMs, timer.isPaused]).toEqual([40_000, true]);
  timer.touch(600_000);
  timer.tick(601_000);
  expect([timer.activeMs, timer.isPaused]).toEqual([41_000, false]);
});

test('time never runs back', () => {
  const timer = new SessionTimer();
  let last = 0;
  for (let now = 0; now < 300_000; now += 700) {
    if (now % 4900 === 0 && now < 100_000) timer.touch(now);
    timer.tick(now);
    expect(timer.activeMs).toBeGreaterThanOrEqual(last);
    last = timer.activeMs;
  }
});

test('a rate is told only once there is something to tell', () => {
  expect(ratePerMinute(0, 60_000)).toBeNull();
  expect(ratePerMinute(3, 5000)).toBeNull();
  expect(ratePerMinute(6, 120_000)).toBe(3);
});

test('the stopwatch', () => {
  expect(formatStopwatch(0)).toBe('0:00');
  expect(formatStopwatch(65_900)).toBe('1:05');
  expect(formatStopwatch(3_661_000)).toBe('1:01:01');
});
