import { expect, test } from 'vitest';
import { usualTrainings } from './trainingPlan.ts';

const swag = { method: 'swag', settings: {}, members: 8 };
const ofSwag = { uncertainty: swag, trainings: 2 };
const ofEnsemble = { uncertainty: null, trainings: 3 };

test.each([
  ['anew, four networks', null, null, 4],
  ['anew by a method, one training', null, swag, 1],
  ['from a Deep Ensemble, four networks', ofEnsemble, null, 4],
  ['from a Deep Ensemble by a method, one training', ofEnsemble, swag, 1],
  ['from a model of a method, as many trainings as it had', ofSwag, null, 2],
  ['from a model of a method by another, as many too', ofSwag, { ...swag, method: 'tradi' }, 2],
  ['from a model of a method to a Deep Ensemble, four networks', ofSwag, { ...swag, method: 'deepEnsemble' }, 4],
])('%s', (_what, parent, wanted, trainings) => {
  expect(usualTrainings(parent, wanted)).toBe(trainings);
});
