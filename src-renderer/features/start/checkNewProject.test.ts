import { expect, test } from 'vitest';
import { checkNewProject } from './checkNewProject.ts';
import { nameOfFolder } from '../images/found/Source.svelte.ts';

const classes = ['background', 'cell'].map((name, index) => ({ index, name, colour: '#000000', retired: false }));
const whole = { name: 'Cells', projectFolder: '/tmp/cells', hasImages: true, isUploading: false, imageCount: 3, classes, prefix: null };

test('a whole form has no errors', () => {
  expect(checkNewProject(whole)).toEqual({});
});

test('each field says what is wrong with it', () => {
  expect(Object.keys(checkNewProject({ ...whole, name: ' ', projectFolder: '', hasImages: false, prefix: '' }))).toEqual([
    'images',
    'name',
    'projectFolder',
    'prefix',
  ]);
  expect(checkNewProject({ ...whole, imageCount: 0 }).images).toContain('No image');
  const same = classes.map((known) => ({ ...known, name: 'Cell' }));
  expect(checkNewProject({ ...whole, classes: same }).classes).toContain('same name');
});

test('a project is named after its folder, or the one above where that says nothing', () => {
  expect(nameOfFolder('/data/liver biopsies')).toBe('liver biopsies');
  expect(nameOfFolder('/data/liver/images/')).toBe('liver');
  expect(nameOfFolder('C:\\slides\\Images')).toBe('slides');
  expect(nameOfFolder('/')).toBeNull();
});
