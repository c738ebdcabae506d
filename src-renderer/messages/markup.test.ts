import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { literalTexts } from './literalTexts.ts';

const renderer = join(import.meta.dirname, '..');

function componentsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .map((name) => join(folder, name));
}

test('no component holds words of its own: they are in the catalogue', () => {
  const found = componentsOf(renderer).flatMap((path) =>
    literalTexts(parse(readFileSync(path, 'utf8'), { modern: true }).fragment).map((text) => `${relative(renderer, path)}: ${text}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['<p>Hello</p>', ['Hello']],
  ['<p aria-label="Close it">{words.close}</p>', ['Close it']],
  ['<Button label="Go" look="bare" />', ['Go']],
  ['<p>{open ? "Open" : words.closed}</p>', ['Open']],
  ['<p title={`Image ${name}`}>{count} px</p>', ['Image']],
  ['<p class="saved" data-testid="x">{words.saved(time)} / 3</p>', []],
  ['{#if a}<b>{#each b as c (c)}Row{/each}</b>{/if}', ['Row']],
  ['<p>{state === "open" ? words.a : ""}</p>', []],
])('%s', (source, expected) => {
  expect(literalTexts(parse(source, { modern: true }).fragment)).toEqual(expected);
});
