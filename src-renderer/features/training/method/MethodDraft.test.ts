import { expect, test } from 'vitest';
import { describeUncertaintyMethods } from '../../../../src-main/engine/weights/describeUncertaintyMethods.ts';
import { en } from '../../../messages/en.ts';
import { fr } from '../../../messages/fr.ts';
import { methodName } from '../../models/methodName.ts';
import { MethodDraft } from './MethodDraft.svelte.ts';

const methods = describeUncertaintyMethods();

function draftOf(method: string): MethodDraft {
  const draft = new MethodDraft();
  draft.methods = methods;
  draft.choose(method);
  return draft;
}

const field = (draft: MethodDraft, name: string) => draft.fields.find((each) => each.name === name)!;

test('what is not touched is a Deep Ensemble, which need not be asked for', () => {
  const draft = new MethodDraft();
  expect([draft.wish, draft.givesSeveral]).toEqual([{ uncertainty: null }, false]);
});

test('a method begins with its usual settings, and draws a number of networks', () => {
  const draft = draftOf('swag');
  expect(draft.wish!.uncertainty).toEqual({ method: 'swag', settings: methods.find(({ method }) => method === 'swag')!.settings, members: 8 });
  draft.sayMembers('12');
  expect(draft.wish!.uncertainty!.members).toBe(12);
  draft.sayMembers('65');
  expect([draft.wish, draft.membersFault]).toEqual([null, 'A whole number from 1 to 64.']);
});

test('settings are read as typed, and what is wrong is told at its field', () => {
  const draft = draftOf('swag');
  draft.say('startShare', '0,5');
  expect(draft.wish!.uncertainty!.settings).toMatchObject({ startShare: 0.5 });
  expect(draft.changedCount).toBe(1);
  draft.say('rank', '1');
  expect([draft.wish, draft.fault(field(draft, 'rank'))]).toEqual([null, 'A whole number from 2 to 100.']);
  draft.reset();
  expect([draft.changedCount, draft.fault(field(draft, 'rank'))]).toEqual([0, null]);
});

test('a method with networks of its own draws none, and another method forgets the settings of the last', () => {
  const draft = draftOf('batchEnsemble');
  draft.say('members', '3');
  draft.sayMembers('many');
  expect(draft.wish!.uncertainty).toMatchObject({ settings: { members: 3 }, members: 1 });
  draft.choose('packedEnsemble');
  expect(draft.wish!.uncertainty!.settings).toMatchObject({ members: 4 });
});

test('every method, setting and choice on offer has its words', () => {
  const text = en.uncertainty;
  for (const { method, fields } of methods) {
    expect(methodName(method), method).not.toBe(method);
    expect([text.sentences[method], text.costs[method]], method).not.toContain(undefined);
    for (const { name, rule } of fields) {
      expect(text.fields, `${method}: ${name}`).toHaveProperty(name);
      for (const { hints } of [en.uncertainty, fr.uncertainty]) expect(hints[name], `${method}: ${name}`).toMatch(/\.$/);
      for (const value of rule.kind === 'choice' ? rule.values : []) expect(text.values, `${method}: ${name}`).toHaveProperty(String(value));
    }
  }
});
