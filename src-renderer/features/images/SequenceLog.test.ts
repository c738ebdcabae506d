import { expect, test } from 'vitest';
import { SequenceLog } from './SequenceLog.ts';

test('a change of another window is missing until the labels are loaded again', () => {
  const log = new SequenceLog();
  log.heard('a', 7);
  expect(log.isBehind('a')).toBe(true);
  expect(log.latest('a')).toBe(7);
  log.caughtUp('a', 7);
  expect(log.isBehind('a')).toBe(false);
});

test('an own change is never missing, told of before or after its answer', () => {
  const log = new SequenceLog();
  log.made('a', 3);
  log.heard('a', 3);
  log.heard('a', 4);
  log.made('a', 4);
  expect(log.isBehind('a')).toBe(false);
  expect(log.latest('a')).toBe(4);
});

test('a foreign change between two own ones is noticed', () => {
  const log = new SequenceLog();
  log.made('a', 3);
  log.heard('a', 4);
  log.made('a', 5);
  expect(log.isBehind('a')).toBe(true);
});

test('a foreign change told of late, after a later own one, is noticed', () => {
  const log = new SequenceLog();
  log.made('a', 5);
  log.heard('a', 4);
  expect(log.isBehind('a')).toBe(true);
  expect(log.latest('a')).toBe(5);
});

test('images are kept apart and an old notice changes nothing', () => {
  const log = new SequenceLog();
  log.heard('a', 9);
  log.caughtUp('a', 9);
  log.heard('a', 8);
  expect(log.latest('a')).toBe(9);
  expect(log.isBehind('b')).toBe(false);
});
