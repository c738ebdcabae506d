import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

/** The rule that holds the arrows, without the rules that need a file's types: the files linted here do not exist. */
const eslint = new ESLint({
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } }, rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  ],
});

const forbidden: readonly [place: string, imported: string][] = [
  ['src-main/core/planted.ts', '../contract/contract.ts'],
  ['src-main/core/planted.ts', 'node:fs'],
  ['src-main/core/planted.ts', 'zod'],
  ['src-main/contract/planted.ts', '../engine/engineApi.ts'],
  ['src-main/services/planted.ts', '../engine/tensorflow.ts'],
  ['src-main/services/planted.ts', '@tensorflow/tfjs'],
  ['src-main/store/planted.ts', '../app.ts'],
  ['src-main/engine/planted.ts', '../store/openDatabase.ts'],
  ['src-main/hosts/web/planted.ts', '../../engine/backends/chooseBackend.ts'],
  ['src-main/cli/planted.ts', '@tensorflow/tfjs-backend-wasm'],
  ['models/planted.ts', '../src-main/engine/backends/chooseBackend.ts'],
  ['src-renderer/planted.ts', '../src-main/app.ts'],
  ['src-renderer/planted.ts', 'node:path'],
  ['src-renderer/planted.ts', 'electron'],
];

const allowed: readonly [place: string, imported: string][] = [
  ['src-main/core/planted.ts', './geometry.ts'],
  ['src-main/contract/planted.ts', '../core/geometry.ts'],
  ['src-main/engine/planted.ts', './tensorflow.ts'],
  ['models/planted.ts', '../src-main/engine/tensorflow.ts'],
  ['src-renderer/planted.ts', '../src-main/contract/contract.ts'],
  ['src-renderer/planted.ts', 'svelte'],
];

describe('the arrows of the architecture', () => {
  it.each(forbidden)('keeps %s from importing %s', async (place, imported) => {
    expect(await rulesBroken(place, imported)).toContain('boundaries/dependencies');
  });

  it.each(allowed)('lets %s import %s', async (place, imported) => {
    expect(await rulesBroken(place, imported)).toEqual([]);
  });

  it('sees a type import and a re-export as well', async () => {
    expect(await rulesOf('src-main/core/planted.ts', "import type { App } from '../application.ts';\nexport type Y = App;\n")).toContain(
      'boundaries/dependencies',
    );
    expect(await rulesOf('src-main/core/planted.ts', "export * from '../contract/contract.ts';\n")).toContain('boundaries/dependencies');
  });
});

function rulesBroken(place: string, imported: string): Promise<(string | null)[]> {
  return rulesOf(place, `import * as planted from '${imported}';\nexport const used = planted;\n`);
}

async function rulesOf(place: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: place });
  return (result?.messages ?? []).map((message) => message.ruleId);
}
