import { expect, test } from 'vitest';
import { measuringPlan } from './measuringPlan.ts';
import type { FittedTemperature } from './measuringPlan.ts';

const images = ['a', 'b', 'c', 'd'].map((imageId) => ({ imageId }));
const halves = [
  { imageIds: ['a', 'c'], temperature: 1.2 },
  { imageIds: ['b'], temperature: 1.6 },
];

function planned(fitted: FittedTemperature, of = images) {
  const { groups, ...rest } = measuringPlan(fitted, of);
  return { ...rest, groups: groups.map((group) => [group.images.map(({ imageId }) => imageId).join(''), group.temperature, group.isForThreshold]) };
}

test('without a calibration every image is measured as the model is', () => {
  expect(planned({ temperature: 1, calibration: null })).toEqual({ groups: [['abcd', 1, true]], figures: 'otherImages', threshold: 'otherImages' });
});

test('halves are measured at the temperature of the other one, new images at that of the model; the threshold has seen all', () => {
  const calibration = { halves, fittedOn: 'allImages' } as const;
  expect(planned({ temperature: 1.4, calibration })).toEqual({ groups: [['d', 1.4, true], ['ac', 1.2, true], ['b', 1.6, true]], figures: 'otherImages', threshold: 'sameImages' });
});

test('a threshold is found on the images that were kept apart for it, and on new ones', () => {
  const calibration = { halves, fittedOn: 'firstHalf' } as const;
  expect(planned({ temperature: 1.6, calibration })).toEqual({ groups: [['d', 1.6, true], ['ac', 1.2, false], ['b', 1.6, true]], figures: 'otherImages', threshold: 'otherImages' });
});

test('images that none was fitted on owe the calibration nothing', () => {
  const plan = planned({ temperature: 1.4, calibration: { halves, fittedOn: 'allImages' } }, [{ imageId: 'd' }]);
  expect(plan).toEqual({ groups: [['d', 1.4, true]], figures: 'otherImages', threshold: 'otherImages' });
});

test('a calibration that does not say which images it was fitted on flatters', () => {
  expect(planned({ temperature: 1.4, calibration: {} })).toEqual({ groups: [['abcd', 1.4, true]], figures: 'sameImages', threshold: 'sameImages' });
});
