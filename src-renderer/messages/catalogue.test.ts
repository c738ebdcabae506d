import { expect, test } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';

type Entry = readonly [path: string, value: unknown];

function entriesOf(value: unknown, path = ''): Entry[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, path ? `${path}.${key}` : key));
}

const english = new Map(entriesOf(en));
const french = new Map(entriesOf(fr));

/** The text of an entry with a sign of its own for each of its parameters; null where it wants more than words and numbers. */
function textOf(value: unknown, parameterCount: number): string | null {
  if (typeof value === 'string') return value;
  try {
    const filled: unknown = (value as (...values: unknown[]) => unknown)(...Array.from({ length: parameterCount }, (_, at) => `⟦${at}⟧`));
    return typeof filled === 'string' ? filled : null;
  } catch {
    return null;
  }
}

function parameterCountOf(value: unknown): number {
  return typeof value === 'function' ? value.length : 0;
}

/** Words that both languages write alike, and names. */
const alike = new Set(
  ('sfumato dice ece nats image images type action classes canal export message notes question date score auto zoom mode gamma contour ' +
    'alt ctrl source double relation total page pages installation version options position visible invisible minute minutes min expert experts ' +
    'english français architecture interface point points direction performance cividis magma viridis inferno plasma standard rectangle lasso corrections ' +
    'pixels pixel import net webassembly format pause moment ensemble km mm rgb distance segment figure note iou superpixels ' +
    'deeplab pspnet fcn segnet setr pup mla naive resnet vgg vit mini tiny base large variance').split(' '),
);

function hasForeignWords(text: string): boolean {
  return (text.replaceAll(/⟦\d⟧/g, '').match(/\p{L}{3,}/gu) ?? []).some((word) => !alike.has(word.toLowerCase()));
}

test('every English entry has a French one of the same kind, and none is left over', () => {
  expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [path, value] of english) expect(typeof french.get(path), path).toBe(typeof value);
});

test('both languages use the same parameters', () => {
  for (const [path, value] of english) {
    if (typeof value !== 'function') continue;
    const texts = [value, french.get(path)].map((entry) => textOf(entry, value.length));
    if (texts[0] === null) continue;
    const used = texts.map((text) => [...new Set((text ?? '').match(/⟦\d⟧/g))].sort());
    expect(used[1], path).toEqual(used[0]);
  }
});

test('nothing was left in English', () => {
  const same = [...english].filter(([path, value]) => {
    const [text, other] = [value, french.get(path)].map((entry) => textOf(entry, parameterCountOf(value)));
    return text !== null && text === other && hasForeignWords(text!);
  });
  expect(same.map(([path, value]) => `${path}: ${String(value)}`)).toEqual([]);
});

test('no text is empty, and none holds a slip of the keyboard', () => {
  for (const [path, value] of [...english, ...french]) {
    const text = textOf(value, parameterCountOf(english.get(path)));
    if (text === null) continue;
    expect(text.trim(), path).not.toBe('');
    expect(text, path).not.toMatch(/ {2}|\.\.\.|'|undefined/);
  }
});

test('French keeps a sign on the line of its word', () => {
  expect(fr.review.proposed).toBe('Proposition');
  expect(fr.folders.reading).toBe('Lecture des dossiers\u00a0…');
  expect(fr.folders.folderOf('Nom')).toBe('Choisir\u00a0: Nom');
  expect(fr.problem.advice.corrupt).toContain('«\u00a0sfumato doctor\u00a0»');
});
