import { beforeAll, expect, test } from 'vitest';
import { chooseBackend } from '../backends/chooseBackend.ts';
import { tf } from '../tensorflow.ts';
import { sizeNetwork } from './sizeNetwork.ts';

beforeAll(async () => void (await chooseBackend('wasm')));

const unet = (config: object) => sizeNetwork({ network: { architecture: 'unet', config: { width: 16, depth: 4, ...config } }, classCount: 2, cropSide: 256 });

test('counts what the U-Net of the defaults has, and leaves nothing behind', () => {
  const before = [tf.getBackend(), tf.memory().numTensors];
  const { size, faults } = unet({});
  expect(faults).toEqual([]);
  expect(size).toMatchObject({ parameters: 1_966_770, isStochastic: false });
  expect([tf.getBackend(), tf.memory().numTensors]).toEqual(before);
  expect(unet({ dropout: 0.2 }).size).toEqual({ ...size, isStochastic: true });
});

test('multiply-adds go with the pixels of the crop', () => {
  const [small, large] = [128, 256].map((cropSide) => sizeNetwork({ network: { architecture: 'unet', config: { width: 4, depth: 2 } }, classCount: 2, cropSide }).size!.multiplyAdds);
  expect(large).toBe(4 * small!);
});

test('names the fields that are wrong and what they would have to be', () => {
  const { size, faults } = unet({ depth: 9, dropout: -1 });
  expect(size).toBeNull();
  expect(faults.map(({ field, wanted }) => [field, wanted.text])).toEqual([['depth', '6 or less'], ['dropout', '0 or more']]);
});

test('a rule between two fields is told of the one to change', () => {
  const encoder = { name: 'vit', width: 96, depth: 6, heads: 5, patch: 8, grid: 16 };
  const { faults } = sizeNetwork({ network: { architecture: 'setrPup', config: { encoder, channels: 64, auxiliaryWeight: 0.4 } }, classCount: 2, cropSide: 256 });
  expect(faults).toMatchObject([{ field: 'encoder.heads', wanted: { code: 'aDivisorOfTheWidth', text: 'a divisor of the width' } }]);
});

test('a crop that the network cannot halve as often is told, with the size all the same', () => {
  const { size, faults } = sizeNetwork({ network: { architecture: 'unet', config: { width: 16, depth: 4 } }, classCount: 2, cropSide: 100 });
  expect(size!.parameters).toBe(1_966_770);
  expect(faults).toMatchObject([{ field: 'cropSide', wanted: { code: 'aMultipleOf', values: { number: 16 } } }]);
});

test('refuses an architecture that nobody knows', () => {
  expect(() => sizeNetwork({ network: { architecture: 'vnet', config: {} }, classCount: 2, cropSide: 64 })).toThrow(/wanted an architecture of .*unet.*, got vnet/);
});
