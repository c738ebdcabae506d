import { describe, expect, test } from 'vitest';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { JobQueue } from './JobQueue.ts';
import { remainingMs } from './JobContext.ts';

/** Work that lasts until it is told to end or cancelled. */
function work() {
  const started = Promise.withResolvers<void>();
  const end = Promise.withResolvers<string>();
  const run = (signal: AbortSignal): Promise<string> => {
    started.resolve();
    signal.addEventListener('abort', () => end.reject(new SfumatoError('cancelled', 'stopped')));
    return end.promise;
  };
  return { run, started: started.promise, end: end.resolve };
}

describe('JobQueue', () => {
  test('runs one job at a time, in order', async () => {
    const queue = new JobQueue();
    const first = work();
    const order: string[] = [];
    const firstDone = queue.run('1', first.run).then((result) => order.push(result));
    const secondDone = queue.run('2', async () => order.push('second'));
    await first.started;
    expect(order).toEqual([]);
    first.end('first');
    await Promise.all([firstDone, secondDone]);
    expect(order).toEqual(['first', 'second']);
  });

  test('a job cancelled while it waits is refused at once and never runs; the next still waits its turn', async () => {
    const queue = new JobQueue();
    const first = work();
    const ran: string[] = [];
    const firstDone = queue.run('1', first.run);
    const waiting = queue.run('2', async () => ran.push('2'));
    const last = queue.run('3', async () => ran.push('3'));
    queue.cancel('2');
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(ran).toEqual([]);
    first.end('done');
    await Promise.all([firstDone, last]);
    expect(ran).toEqual(['3']);
  });

  test('cancels the running job; a failed one does not stop the queue', async () => {
    const queue = new JobQueue();
    const first = work();
    const running = queue.run('1', first.run);
    await first.started;
    queue.cancel('1');
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(queue.run('2', () => Promise.reject(new Error('out of memory')))).rejects.toMatchObject({
      code: 'engineFailed',
      message: expect.stringContaining('out of memory') as string,
    });
    await expect(queue.run('3', async () => 'fine')).resolves.toBe('fine');
  });

  test('refuses a name in use and forgets it afterwards', async () => {
    const queue = new JobQueue();
    const first = work();
    const running = queue.run('1', first.run);
    await expect(queue.run('1', async () => '')).rejects.toMatchObject({ code: 'conflict' });
    first.end('');
    await running;
    await expect(queue.run('1', async () => 'again')).resolves.toBe('again');
    expect(() => queue.cancel('unknown')).not.toThrow();
  });
});

describe('remainingMs', () => {
  test('goes by the pace so far', () => {
    expect(remainingMs(300, 0.25)).toBe(900);
    expect(remainingMs(300, 0)).toBeNull();
  });
});
