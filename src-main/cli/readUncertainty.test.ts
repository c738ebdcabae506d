import { expect, test } from 'vitest';
import { readUncertainty, settingsObject } from './readUncertainty.ts';

const swag = { method: 'swag', settings: { rank: 5 }, members: 12 };

test('a Deep Ensemble trains each of its networks, and is what is meant where nothing is said', () => {
  expect(readUncertainty({ members: 4 }, null)).toEqual({ memberCount: 4, uncertainty: null });
  expect(readUncertainty({ members: 4, method: 'deepEnsemble' }, swag)).toEqual({ memberCount: 4, uncertainty: { method: 'deepEnsemble', settings: {}, members: 1 } });
});

test('any other method draws its networks from one training, or from several', () => {
  expect(readUncertainty({ members: 8, method: 'tradi' }, null)).toEqual({ memberCount: 1, uncertainty: { method: 'tradi', settings: {}, members: 8 } });
  expect(readUncertainty({ members: 8, method: 'swag', methodSettings: { rank: 3 }, trainings: 2 }, swag)).toEqual({ memberCount: 2, uncertainty: { method: 'swag', settings: { rank: 3 }, members: 8 } });
});

test('a run that goes on keeps the method of its model, and the settings where the method is the same', () => {
  expect(readUncertainty({ members: 4 }, swag)).toEqual({ memberCount: 1, uncertainty: { ...swag, members: 4 } });
  expect(readUncertainty({ members: 4, method: 'tradi' }, swag).uncertainty?.settings).toEqual({});
});

test('settings for a Deep Ensemble are passed on, for the engine to refuse', () => {
  expect(readUncertainty({ members: 4, methodSettings: { rank: 3 } }, null).uncertainty).toEqual({ method: 'deepEnsemble', settings: { rank: 3 }, members: 1 });
});

test.each(['[1]', '3', 'null', '{"rank":', 'rank=3'])('settings are a JSON object: %s is none', (text) => {
  expect(() => settingsObject(text)).toThrow('Wanted a JSON object');
});

test('settings are read as they stand', () => {
  expect(settingsObject('{"rank": 10, "prior": "gaussian"}')).toEqual({ rank: 10, prior: 'gaussian' });
});
