import { expect, test } from 'vitest';
import { SfumatoError } from '../../../src-main/core/SfumatoError.ts';
import { ConnectionLostError } from '../../connection/client.ts';
import type { PendingWrite, Saved } from './PendingWrite.ts';
import { SavingState } from './SavingState.svelte.ts';

const answer: Saved = { sequence: 7, at: '2026-11-23T12:00:00.000Z' };

/** A write whose sending ends when told to, and what became of it. */
function heldWrite(imageId = 'image') {
  const log: string[] = [];
  const settle: { resolve: (saved: Saved) => void; reject: (thrown: unknown) => void }[] = [];
  const write: PendingWrite = {
    imageId,
    kind: 'stroke',
    send: () => {
      log.push('sent');
      return new Promise((resolve, reject) => settle.push({ resolve, reject }));
    },
    saved: ({ sequence }) => void log.push(`saved ${sequence}`),
    takeBack: () => void log.push('taken back'),
    wasSaved: async () => false,
  };
  return { write, log, settle };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('saved is said only after the answer, with its time', async () => {
  let idle = 0;
  const saving = new SavingState(() => void idle++);
  expect(saving.status).toBe('nothingYet');
  const held = heldWrite();
  saving.add(held.write);
  expect(saving.status).toBe('saving');
  expect(saving.isBusy('image')).toBe(true);
  held.settle[0]!.resolve(answer);
  await settled();
  expect(saving.status).toBe('saved');
  expect(saving.savedAt).toEqual(new Date(answer.at));
  expect(held.log).toEqual(['sent', 'saved 7']);
  expect(idle).toBe(1);
});

test('changes go one after the other in their order', async () => {
  const saving = new SavingState(() => undefined);
  const [first, second] = [heldWrite(), heldWrite()];
  saving.add(first.write);
  saving.add(second.write);
  await settled();
  expect(second.log).toEqual([]);
  first.settle[0]!.resolve(answer);
  await settled();
  expect(second.log).toEqual(['sent']);
});

test('a failure blocks its image, is kept, and is sent again when asked', async () => {
  const saving = new SavingState(() => undefined);
  const held = heldWrite('a');
  saving.add(held.write);
  held.settle[0]!.reject(new SfumatoError('diskFull', 'labels.sqlite: wanted 4096 bytes, got none'));
  await settled();
  expect(saving.status).toBe('notSaved');
  expect(saving.problem?.code).toBe('diskFull');
  expect(saving.isBlocked('a')).toBe(true);
  expect(saving.isBlocked('b')).toBe(false);
  const retrying = saving.retry();
  await settled();
  held.settle[1]!.resolve(answer);
  await retrying;
  await settled();
  expect(saving.status).toBe('saved');
});

test('a change given up is taken back, the latest first', async () => {
  const saving = new SavingState(() => undefined);
  const order: string[] = [];
  const [first, second] = [heldWrite(), heldWrite()];
  saving.add({ ...first.write, takeBack: () => void order.push('first') });
  saving.add({ ...second.write, takeBack: () => void order.push('second') });
  first.settle[0]!.reject(new SfumatoError('conflict', 'pixel (1, 2) holds 0, the change expects 1'));
  await settled();
  saving.discard();
  expect(order).toEqual(['second', 'first']);
  expect(saving.pending).toHaveLength(0);
  await saving.whenSaved();
});

test('an answer lost with the connection is not sent twice when the journal has the change', async () => {
  const saving = new SavingState(() => undefined);
  const held = heldWrite();
  saving.add({ ...held.write, wasSaved: async () => true });
  held.settle[0]!.reject(new ConnectionLostError());
  await settled();
  expect(saving.problem?.code).toBe('connectionLost');
  await saving.retry();
  expect(saving.status).toBe('saved');
  expect(held.log).toEqual(['sent']);
});

test('a change the journal does not have is sent again after a lost connection', async () => {
  const saving = new SavingState(() => undefined);
  const held = heldWrite();
  saving.add(held.write);
  held.settle[0]!.reject(new ConnectionLostError());
  await settled();
  const retrying = saving.retry();
  await settled();
  expect(held.log).toEqual(['sent', 'sent']);
  held.settle[1]!.resolve(answer);
  await retrying;
  expect(saving.pending).toHaveLength(0);
});
