import { expect, test } from 'vitest';
import { givenName } from './givenName.ts';
import { english } from './english.ts';
import { isMessage, quote, renderMessage, say } from './Message.ts';

test('a message carries its English text beside its data', () => {
  expect(say('trainingStep', { member: 2, members: 4, step: 30, steps: 120 })).toEqual({
    code: 'trainingStep',
    values: { member: 2, members: 4, step: 30, steps: 120 },
    text: 'network 2 of 4, step 30 of 120',
  });
  expect(say('gatheringLabels').text).toBe('Gathering labels');
});

test('quoted words are told as they are, inside other messages too', () => {
  const said = say('cannotBeRead', { name: 'a.tif', why: quote('Not a TIFF') });
  expect(said.text).toBe('a.tif: cannot be read (Not a TIFF)');
  expect(renderMessage(english, JSON.parse(JSON.stringify(said)) as typeof said)).toBe(said.text);
});

test('a name that the program gave is a message, another stays as it is', () => {
  expect(givenName('Model 12')).toMatchObject({ code: 'modelNumber', values: { number: 12 }, text: 'Model 12' });
  expect(givenName('background').code).toBe('background');
  expect(givenName('Model of Anna')).toEqual(quote('Model of Anna'));
});

test('what is no message is told apart', () => {
  expect(isMessage(say('cancelled'))).toBe(true);
  for (const other of [null, 'text', { code: 'x' }, { text: 'x', values: null, code: 1 }]) expect(isMessage(other)).toBe(false);
});
