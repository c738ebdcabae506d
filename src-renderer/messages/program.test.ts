import { expect, test, vi } from 'vitest';
import { english } from '../../src-main/core/messages/english.ts';
import { renderMessage, say } from '../../src-main/core/messages/Message.ts';
import type { Message, MessageCatalogue, MessageCode } from '../../src-main/core/messages/Message.ts';
import { program as french } from './fr/program.ts';

const codes = Object.keys(english) as MessageCode[];

/** Words and values that are the same in every language, by code. */
const alike: ReadonlySet<string> = new Set(['faultAt', 'backendNote', 'engineNotes', 'measured', 'doneDespite', 'configFaults']);

/** A sentence with a sign of its own for each value it asks for, and the names of those it asked for. */
function filled(catalogue: MessageCatalogue, code: MessageCode): { readonly text: string; readonly asked: readonly string[] } {
  const sentence = catalogue[code];
  if (typeof sentence === 'string') return { text: sentence, asked: [] };
  const asked = new Set<string>();
  const values = new Proxy({}, { get: (_target, name) => (asked.add(String(name)), standIn(String(name))) });
  return { text: (sentence as (values: unknown) => string)(values), asked: [...asked].sort() };
}

/** Reads as the value's name whatever a sentence does to it: writes it out, formats it, joins it. */
function standIn(name: string): unknown {
  return { toString: () => `⟦${name}⟧`, toFixed: () => `⟦${name}⟧`, toLocaleString: () => `⟦${name}⟧`, join: () => `⟦${name}⟧`, valueOf: () => 5, toJSON: () => name };
}

test('every code has a French sentence that uses the same values', () => {
  expect(Object.keys(french).sort()).toEqual([...codes].sort());
  for (const code of codes) expect(filled(french, code).asked, code).toEqual(filled(english, code).asked);
});

test('no sentence was left in English, and none holds a slip', () => {
  for (const code of codes) {
    const [wanted, got] = [filled(english, code).text, filled(french, code).text];
    if (!alike.has(code)) expect(got, code).not.toBe(wanted);
    for (const text of [wanted, got]) expect(text, code).not.toMatch(/ {2}|undefined|\[object|^\s*$/);
    expect(got, code).not.toMatch(/'/);
    expect(got.replaceAll(/⟦\w+⟧/g, ''), code).not.toMatch(/\b(?:the|is|of|wanted|with|and|image is|cannot|already)\b/);
  }
});

test('a message inside a message is told in the same language', () => {
  const broken = say('filesUnreadable', { count: 2, more: false, reasons: [say('emptyFile', { name: 'a.png' }), 'b.tif'] });
  expect(broken.text).toBe('2 files cannot be read, so nothing was imported: a.png: the file is empty; b.tif');
  expect(renderMessage(french, broken)).toBe(
    '2 fichiers sont illisibles, rien n’a donc été importé\u00a0: a.png\u00a0: le fichier est vide\u00a0; b.tif',
  );
});

test('numbers and plural forms are the language’s own', async () => {
  vi.resetModules();
  (await import('./language.ts')).chooseLanguage('fr');
  const { program: french } = await import('./fr/program.ts');
  expect(renderMessage(french, say('imported', { count: 1 }))).toBe('1 image importée');
  expect(renderMessage(french, say('imported', { count: 12_345 }))).toBe('12\u202f345 images importées');
  expect(renderMessage(french, say('measured', { model: say('modelNumber', { number: 3 }), dice: 0.875, ece: 0.02 }))).toBe('Modèle 3\u00a0: Dice 0,875, ECE 0,020');
});

test('a code that is not known any more reads as its English text', () => {
  const old: Message = { code: 'saidLongAgo', values: {}, text: 'Done as it was done then' };
  expect(renderMessage(french, old)).toBe('Done as it was done then');
});
