import { trainTiny } from '../data/learnALittle.ts';
import type { Sample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';

const side = 64;
/** Fewer would leave the limit far off: it is drawn from how much they differ. */
const discCount = 12;

/** A bright disc on a dark, grainy ground, labelled; each at a place of its own, none far from the others. */
function disc(index: number): Sample {
  const isInside = (x: number, y: number): boolean => Math.hypot(x - 26 - 3 * (index % 4), y - 28 - 3 * Math.floor(index / 4)) < 11;
  return {
    name: `disc-${index}.png`,
    width: side,
    height: side,
    draw: (x, y) => (isInside(x, y) ? 180 : 40) + ((x * 31 + y * 17 + index * 7) % 13),
    labels: (x, y) => Number(isInside(x, y)),
  };
}

/** Bright stripes from rim to rim: nothing like a disc. */
const stripes: Sample = { name: 'stripes.png', width: side, height: side, draw: (x) => (x % 8 < 4 ? 255 : 190) };

test('over an image unlike the training images stands that its confidence is not to be trusted, over the others nothing', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [...Array.from({ length: discCount }, (_none, index) => disc(index)), stripes], classes: ['background', 'disc'] });
  const { page } = workspace;
  const { client } = program.host;
  const modelId = await trainTiny(program.host, 8, { from: 'scratch', network: { architecture: 'unet', config: { width: 8, depth: 3 } }, cropSide: side, batchSize: 2 });
  await client.models.promote({ modelId });
  const checks = async (): Promise<Record<string, boolean | undefined>> => {
    const names = new Map((await client.images.list()).map(({ id, name }) => [id, name]));
    return Object.fromEntries((await client.predictions.list({})).map(({ imageId, distribution }) => [names.get(imageId)!, distribution?.isUnlike]));
  };
  await expect.poll(async () => Object.keys(await checks()).length, { timeout: 60_000 }).toBe(discCount + 1);
  expect(await checks()).toMatchObject({ 'stripes.png': true, 'disc-2.png': false });

  const notice = page.getByTestId('unlike');
  await workspace.showImage('disc-2.png');
  await expect(workspace.imageName).toHaveText('disc-2.png');
  await expect(notice).toHaveCount(0);
  await workspace.showImage('stripes.png');
  await expect(notice).toContainText('Unlike what the model was trained on: its confidence is not to be trusted here.');
  await expect(notice).toContainText(/Its features lie [\d,.]+ from those of the training images; [\d,.]+ is the limit\.\s+It is brighter than all of them\./);
  await expectAccessible(page, 'an image unlike the training images');
  const [banner, canvas] = [await notice.boundingBox(), await workspace.canvas.surface.boundingBox()];
  expect(banner!.y + banner!.height, 'the banner covers nothing of the image').toBeLessThanOrEqual(canvas!.y);
});
