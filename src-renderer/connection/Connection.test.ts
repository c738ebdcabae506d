import { expect, test } from 'vitest';
import { Connection } from './Connection.svelte.ts';
import { ConnectionLostError } from './client.ts';
import type { Transport } from './Transport.ts';

/** A program that answers notifications with a stream the test feeds. */
function fakeProgram() {
  const transports: { end: () => void; tell: (notification: unknown) => void }[] = [];
  const openTransport = async (): Promise<Transport> => {
    let wake: () => void = () => undefined;
    let ended = false;
    const told: unknown[] = [];
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    async function* notifications() {
      for (;;) {
        while (told.length > 0) yield told.shift();
        if (ended) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    const end = (): void => {
      ended = true;
      wake();
      close();
    };
    transports.push({ end, tell: (notification) => (told.push(notification), wake()) });
    return { link: { call: async (path) => (path.join('.') === 'system.notifications' ? notifications() : path) }, closed, close: end };
  };
  return { transports, openTransport };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('opens, tells what it hears, and opens again after a loss', async () => {
  const program = fakeProgram();
  const waits: number[] = [];
  const connection = new Connection({ openTransport: program.openTransport, wait: async (delayMs) => void waits.push(delayMs) });
  const heard: string[] = [];
  let opened = 0;
  connection.onNotification(({ type }) => heard.push(type));
  connection.onOpen(() => opened++);
  const running = connection.run();
  await settled();
  expect(connection.state).toBe('open');
  program.transports[0]!.tell({ type: 'queue' });
  await settled();
  expect(heard).toEqual(['queue']);
  program.transports[0]!.end();
  await settled();
  expect(waits).toEqual([250]);
  expect(opened).toBe(2);
  expect(connection.state).toBe('open');
  connection.stop();
  await running;
});

test('a program that is gone is asked again at growing intervals, and calls meanwhile say so', async () => {
  const waits: number[] = [];
  const openTransport = async (): Promise<Transport> => {
    if (waits.length === 4) connection.stop();
    throw new Error('refused');
  };
  const connection = new Connection({ openTransport, wait: async (delayMs) => void waits.push(delayMs) });
  await connection.run();
  expect(waits).toEqual([250, 500, 1000, 2000]);
  expect(connection.state).toBe('lost');
  await expect(connection.client.images.list()).rejects.toThrow(ConnectionLostError);
});
