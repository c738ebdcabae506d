import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { SfumatoError } from '../core/SfumatoError.ts';
import { connectRemote } from './remote.ts';
import type { Channel } from './remote.ts';

interface Arithmetic {
  double(values: Float32Array): Float32Array;
  fail(): void;
}

function channels(): [Channel, Channel, () => void] {
  const { port1, port2 } = new MessageChannel();
  const wrap = (port: typeof port1): Channel => ({
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
  });
  return [wrap(port1), wrap(port2), () => port1.close()];
}

test('typed arrays and errors with their code cross the channel', async () => {
  const [here, there, close] = channels();
  connectRemote<object, Arithmetic>(there, {
    double: (values) => values.map((value) => 2 * value),
    fail: () => {
      throw new SfumatoError('diskFull', 'no room for a.bin');
    },
  });
  const remote = connectRemote<{ [Name in keyof Arithmetic]: (...values: Parameters<Arithmetic[Name]>) => Promise<ReturnType<Arithmetic[Name]>> }, object>(here, {});
  expect(await remote.double(Float32Array.of(1, 2.5))).toEqual(Float32Array.of(2, 5));
  await expect(remote.fail()).rejects.toMatchObject({ code: 'diskFull', message: 'no room for a.bin' });
  close();
});
