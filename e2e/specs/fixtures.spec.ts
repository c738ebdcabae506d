import { countClasses, readLabels, readSamples } from '../data/readPixels.ts';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';

test('generated images of every kind are imported as they were drawn', async ({ openSamples, program }) => {
  const workspace = await openSamples({
    samples: [
      { ...discsSample('grey.png', 32), labels: (x) => (x < 16 ? 1 : 255) },
      { name: 'rgb.png', width: 8, height: 4, channels: 3, draw: (x, y, channel) => [10 * x, 20 * y, 7][channel]! },
    ],
  });
  await expect(workspace.imageName).toHaveText('grey.png');
  expect(await readSamples(program, 'rgb.png')).toEqual(
    Uint8Array.from({ length: 8 * 4 * 3 }, (_, at) => [10 * (Math.floor(at / 3) % 8), 20 * Math.floor(at / 24), 7][at % 3]!),
  );
  expect(await countClasses(program, 'grey.png')).toEqual(new Map([[1, 512], [255, 512]]));
  expect((await readLabels(program, 'rgb.png')).classes.get(3, 3)).toBe(255);
});
