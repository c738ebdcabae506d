import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { literalTexts } from './literalTexts.ts';

const components = import.meta.glob<string>('../**/*.svelte', { query: '?raw', import: 'default', eager: true });

test('no component holds words of its own: they are in the catalogue', () => {
  expect(Object.keys(components).length).toBeGreaterThan(50);
  const found = Object.entries(components).flatMap(([path, source]) =>
    literalTexts(parse(source, { modern: true }).fragment).map((text) => `${path}: ${text}`),
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
