import { expect, test } from 'vitest';
import { quote } from '../core/messages/Message.ts';
import type { JobRecord } from '../core/records.ts';
import { Progress, describeJob, formatDuration } from './Progress.ts';

const job: JobRecord = {
  id: 'job-1',
  kind: 'train',
  state: 'running',
  message: quote('member 2 of 4'),
  fraction: 0.426,
  elapsedMs: 1000,
  remainingMs: 80_000,
  loss: 0.2134,
  dice: 0.8741,
  rate: null,
  createdAt: '2026-11-23T12:00:00.000Z',
  finishedAt: null,
  error: null,
};

test('a job is told in one line, without what is not known', () => {
  expect(describeJob(job)).toBe('train 42 % · member 2 of 4 · loss 0.213 · Dice 0.874 · 1 min 20 s left');
  expect(describeJob({ ...job, loss: null, dice: null, remainingMs: null })).toBe('train 42 % · member 2 of 4');
});

test.each([
  [400, '0 s'],
  [45_000, '45 s'],
  [80_000, '1 min 20 s'],
  [7_500_000, '2 h 5 min'],
])('%d ms are %s', (durationMs, text) => expect(formatDuration(durationMs)).toBe(text));

test('on a terminal one line changes and is gone at the end', () => {
  let written = '';
  const progress = new Progress({ isTTY: true, columns: 20, write: (text) => (written += text) });
  progress.show(job);
  progress.show(job);
  progress.clear();
  expect(written).toBe('\r\u001b[2Ktrain 42 % · member\r\u001b[2K');
});

test('elsewhere a line comes when the step changes, at most one a second, every five seconds and at the end', () => {
  const lines: unknown[] = [];
  let nowMs = 0;
  const progress = new Progress({ write: (text) => lines.push(text) }, () => nowMs);
  progress.show(job);
  progress.show({ ...job, fraction: 0.43 });
  nowMs = 6000;
  progress.show({ ...job, fraction: 0.5 });
  nowMs = 6500;
  progress.show({ ...job, message: quote('member 3 of 4'), fraction: 0.51 });
  nowMs = 7000;
  progress.show({ ...job, message: quote('member 3 of 4'), fraction: 0.52 });
  progress.show({ ...job, message: quote('member 3 of 4'), state: 'done', fraction: 1 });
  progress.clear();
  expect(lines.map((line) => /\d+ %/.exec(String(line))?.[0])).toEqual(['42 %', '50 %', '52 %', '100 %']);
});
