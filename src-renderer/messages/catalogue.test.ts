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

/** Words that both languages write alike. */
const alike = new Set(
  ('Sfumato|Lasso|Dice|ECE|nats|Image|Images|Type|Action|Classes|Canal|Canaux|Export|Prédiction|Message|Notes|Question|Date|Score|Auto|Automatique|' +
    'Français|English|Zoom|Mode|Gamma|Contour|Source|Double|Relation|Total|Page|Pages|Installation|Version|Options|Position|Sensible|Invisible|' +
    'Visible|Minute|Minutes|Expert|Experts|Architecture|Interface|Points|Point|Direction|Performance|Cividis|Magma|Viridis|Standard|Rectangle').split('|'),
);

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
    const hasWords = /\p{L}{3}/u.test((text ?? '').replaceAll(/⟦\d⟧|nats|min|images/g, ''));
    return text !== null && hasWords && text === other && !alike.has(text!.trim());
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
  expect(fr.newProject.folderOf('Nom')).toBe('Choisir\u00a0: Nom');
  expect(fr.problem.advice.corrupt).toContain('«\u00a0sfumato doctor\u00a0»');
});
