import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { DataPage } from '../pages/DataPage.ts';

const half = (x: number): number => (x < 16 ? 1 : 255);
const samples = [
  { ...discsSample('b.png', 32), labels: half },
  discsSample('a10.png', 40),
  { ...discsSample('a9.png', 48), labels: () => 0 },
];

test('the table sorts by any column, unknown values last, and filters by name, state and role', async ({ openSamples }) => {
  const data = new DataPage((await openSamples({ samples })).page);
  await data.open();
  await expect(data.shownCount).toHaveText('3 images');
  await data.sortBy('Name');
  await expect.poll(() => data.names()).toEqual(['a9.png', 'a10.png', 'b.png']);
  await expect(data.header('Name')).toHaveAttribute('aria-sort', 'ascending');
  await data.sortBy('Labelled');
  await expect.poll(() => data.names()).toEqual(['a10.png', 'b.png', 'a9.png']);
  await data.sortBy('Labelled');
  await expect.poll(() => data.names()).toEqual(['a9.png', 'b.png', 'a10.png']);

  await data.search.fill('A');
  await expect(data.shownCount).toHaveText('2 of 3 images');
  await data.search.fill('nothing like it');
  await data.page.getByRole('button', { name: 'Take the filters away' }).click();
  await expect(data.shownCount).toHaveText('3 images');
  await data.filter('State', 'In progress');
  await expect.poll(() => data.names()).toEqual(['b.png']);
});

test('roles are set of many images at once, and filtered by', async ({ openSamples }) => {
  const data = new DataPage((await openSamples({ samples })).page);
  await data.open();
  await data.select('a9.png', 'b.png');
  await expect(data.page.getByRole('toolbar')).toContainText('2 selected');
  await data.act('Hold back');
  await expect(data.row('a9.png')).toContainText('Held back');
  await data.filter('Role', 'Held back');
  await expect(data.rows).toHaveCount(2);
  await data.filter('Role', 'Worked on');
  await expect.poll(() => data.names()).toEqual(['a10.png']);
});

test('the selected images are exported, and no others', async ({ openSamples, dataFolder }) => {
  const data = new DataPage((await openSamples({ samples })).page);
  await data.open();
  await data.select('b.png');
  await data.act('Export …');
  const folder = join(dataFolder, 'exported');
  await data.page.getByRole('textbox', { name: 'Empty folder to write to' }).fill(folder);
  await data.page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect.poll(() => readdir(folder).catch(() => [])).toEqual(['b.png']);
});

test('columns are chosen, and the choice is remembered', async ({ openSamples, dataFolder }) => {
  const data = new DataPage((await openSamples({ samples })).page);
  await data.open();
  await expect(data.header('Who')).toHaveCount(0);
  await data.page.getByRole('button', { name: 'Columns' }).click();
  await data.page.getByRole('checkbox', { name: 'Who' }).click();
  await data.page.getByRole('checkbox', { name: 'Size' }).click();
  await data.page.keyboard.press('Escape');
  await expect(data.header('Who')).toBeVisible();
  await expect.poll(() => readFile(join(dataFolder, 'settings.json'), 'utf8')).toMatch(/"who": true[^]*"size": false|"size": false[^]*"who": true/);
  await data.page.reload();
  await data.open();
  await expect(data.header('Who')).toBeVisible();
  await expect(data.header('Size')).toHaveCount(0);
});

test('the table is worked by keys: rows, spans, all, and Enter opens the image', async ({ openSamples }) => {
  const workspace = await openSamples({ samples });
  const data = new DataPage(workspace.page);
  await data.open();
  await data.sortBy('Name');
  await data.rows.first().focus();
  await data.page.keyboard.press(' ');
  await expect(data.rows.first()).toHaveAttribute('aria-selected', 'true');
  await data.page.keyboard.press('Shift+ArrowDown');
  await expect(data.page.getByRole('toolbar')).toContainText('2 selected');
  await data.page.keyboard.press('Control+a');
  await expect(data.page.getByRole('toolbar')).toContainText('3 selected');
  await data.page.keyboard.press('End');
  await data.page.keyboard.press('Enter');
  await expect(workspace.imageName).toHaveText('b.png');
  await expect(workspace.canvas.surface).toBeVisible();
});

test('accepting whole images labels them as predicted, and one undo takes it back', async ({ demoWorkspace }) => {
  const data = new DataPage(demoWorkspace.page);
  await data.open();
  await data.filter('Role', 'Worked on');
  await data.sortBy('Name');
  const first = data.rows.first();
  await expect(first).toContainText('New');
  await first.getByRole('checkbox').click();
  await data.act('Accept as predicted');
  await expect(first).toContainText('Reviewed');
  await expect(first).toContainText('100.0 %');
  await data.page.keyboard.press('Control+z');
  await expect(first).toContainText('New');
  await expect(first).toContainText('0.0 %');
});
