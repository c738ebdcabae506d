import { expect, onTestFinished, test } from 'vitest';
import { makeProject } from './testing/makeProject.ts';
import type { NewRegion } from './RegionRows.ts';
import { imageId } from './testing/strokes.ts';

const modelId = 'model';
const means = { predictiveEntropy: 0.3, mutualInformation: 0.1, expectedEntropy: 0.2, learnedLoss: 0.3 };
const region = (id: string, score: number, change: Partial<NewRegion> = {}): NewRegion => ({ id, imageId, modelId, box: { x: 0, y: 0, width: 2, height: 2 }, pixelCount: 4, score, worth: score / 4, means, proposedClass: 1, reason: 'predictiveEntropy', arm: 'chosen', strategy: 'standard', boundaryPixels: 1, features: [score], state: 'open', mask: new Uint8Array(4).fill(1), ...change });

async function store() {
  const made = await makeProject();
  onTestFinished(() => made.close());
  made.models.add({ id: modelId, name: 'm', state: 'inUse', createdAt: '2026-11-28T00:00:00.000Z', architecture: 'unet', memberCount: 1, parentId: null, figures: null, parentFigures: null, learned: null, labelSequence: null, measure: null, comparison: null });
  made.regions.replace(modelId, imageId, [region('a', 1), region('b', 3), region('c', 2)]);
  return made;
}

test('what stands is what was last written, highest score first', async () => {
  const { regions } = await store();
  const standing = () => regions.standing(modelId).map(({ id, state }) => `${id} ${state}`);
  expect(standing()).toEqual(['b open', 'c open', 'a open']);
  regions.setState('c', 'accepted');
  expect(standing()).toEqual(['b open', 'c accepted', 'a open']);
  regions.replace(modelId, imageId, [region('d', 9)], { kept: ['c'] });
  expect(standing()).toEqual(['d open', 'c accepted']);
});

test('what was taken back in a transaction never stood', async () => {
  const made = await store();
  expect(made.regions.standing(modelId)[0]).toMatchObject({ id: 'b', state: 'open' });
  expect(() => made.transaction(() => {
    made.regions.setState('b', 'accepted');
    throw new Error('the disk is full');
  })).toThrow();
  expect(made.regions.standing(modelId)[0]).toMatchObject({ id: 'b', state: 'open' });
});

test('only what people contradict each other in may be without a model, and stands apart', async () => {
  const { regions } = await store();
  regions.replace(null, imageId, [region('x', 2, { modelId: null, arm: 'contradiction', strategy: null })]);
  expect(regions.standing(null).map(({ id }) => id)).toEqual(['x']);
  expect(regions.standing(modelId).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  expect(regions.get('x').modelId).toBeNull();
  expect(() => regions.replace(null, imageId, [region('y', 2, { modelId: null })])).toThrow(/CHECK/);
});

test('those without features are not ranked', async () => {
  const { regions } = await store();
  expect(regions.ranked(['a', 'c', 'gone']).toSorted((one, other) => one.score - other.score)).toMatchObject([{ id: 'a', worth: 0.25, features: [1] }, { id: 'c', worth: 0.5, features: [2] }]);
});
