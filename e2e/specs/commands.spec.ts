import { expect, test } from '../fixtures.ts';
import { CommandPalette } from '../pages/CommandPalette.ts';
import { HotkeyEditor } from '../pages/HotkeyEditor.ts';
import { WorkspacePage } from '../pages/WorkspacePage.ts';

test('the palette runs a command, takes a class, opens a page and shows an image', async ({ demoWorkspace }) => {
  const palette = new CommandPalette(demoWorkspace.page);
  await palette.run('eraser');
  await expect(demoWorkspace.tool('Eraser')).toHaveAttribute('aria-pressed', 'true');
  await palette.run('paint backgr');
  await expect(demoWorkspace.tool('Brush').or(demoWorkspace.tool('Eraser')).first()).toBeVisible();
  await palette.run('go models');
  await expect(demoWorkspace.page.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
  const name = await demoWorkspace.imageName.innerText();
  await palette.open();
  await palette.field.fill('png');
  const image = palette.items.filter({ hasText: 'Image' }).filter({ hasNotText: name }).first();
  const chosen = await image.locator('.palette-title').innerText();
  await image.click();
  await expect(demoWorkspace.imageName).toHaveText(chosen);
});

test('the palette shows keys, finds letters left out, and says why something can not be done', async ({ demoWorkspace }) => {
  const palette = new CommandPalette(demoWorkspace.page);
  await palette.open();
  await palette.field.fill('zmin');
  await expect(palette.items.first()).toContainText(/Zoom in.*\+/);
  await palette.field.fill('redo');
  await expect(palette.items.first()).toContainText('nothing was taken back');
  await demoWorkspace.page.keyboard.press('Enter');
  await expect(palette.status).toHaveText('Redo: nothing was taken back');
  await palette.field.fill('qqqqq');
  await expect(palette.dialog).toContainText('Nothing fits.');
  await demoWorkspace.page.keyboard.press('Escape');
  await expect(palette.dialog).toHaveCount(0);
  await expect(demoWorkspace.canvas.surface).toBeFocused();
});

test('keys mean nothing while text is typed', async ({ demoWorkspace }) => {
  const palette = new CommandPalette(demoWorkspace.page);
  await palette.open();
  await palette.field.fill('');
  await demoWorkspace.page.keyboard.type('bedx');
  await expect(palette.field).toHaveValue('bedx');
  await demoWorkspace.page.keyboard.press('Escape');
  await expect(demoWorkspace.tool('Look')).toHaveAttribute('aria-pressed', 'true');
  await expect(demoWorkspace.reviewProgress).toContainText(/^0 of/);
});

test('? lists every key, and can be searched', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  await demoWorkspace.canvas.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys and commands' });
  for (const group of ['Review', 'Tools', 'View', 'Overlays', 'History', 'Window']) {
    await expect(sheet.getByRole('heading', { name: group, level: 3, exact: true })).toBeVisible();
  }
  await sheet.getByRole('button', { name: 'Change keys' }).click();
  await expect(page.getByTestId('hotkey-editor')).toBeVisible();
  await page.keyboard.press('Alt+1');
  await demoWorkspace.canvas.press('?');
  await sheet.getByRole('searchbox').fill('brush');
  await expect(sheet.getByRole('term').filter({ hasText: /^Brush$/ })).toBeVisible();
  await expect(sheet.getByRole('term').filter({ hasText: 'Zoom in' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(demoWorkspace.canvas.surface).toBeFocused();
});

test('a key can be changed, is shown everywhere, and holds after a restart', async ({ demoWorkspace, program }) => {
  const { page } = demoWorkspace;
  const editor = new HotkeyEditor(page);
  await editor.open();
  await editor.change('Eraser', 'F2');
  await expect(editor.row('Eraser')).toContainText('F2');
  await page.keyboard.press('Alt+1');
  await demoWorkspace.canvas.press('F2');
  await expect(demoWorkspace.tool('Eraser')).toHaveAttribute('aria-pressed', 'true');
  await demoWorkspace.canvas.press('b');
  await demoWorkspace.canvas.press('e');
  await expect(demoWorkspace.tool('Brush')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await program.host.client.settings.read()).window['hotkeys']).toEqual({ eraser: ['F2'] });

  await program.stop();
  const again = new WorkspacePage(await program.start(['--demo']));
  await again.ready();
  await again.canvas.press('F2');
  await expect(again.tool('Eraser')).toHaveAttribute('aria-pressed', 'true');
  await again.canvas.press('?');
  await again.page.getByRole('searchbox').fill('eraser');
  await expect(again.page.getByRole('dialog').getByRole('definition').first()).toHaveText(/F2/);
});

test('a key that is taken is offered, one that is reserved refused, and the usual keys come back', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  const editor = new HotkeyEditor(page);
  await editor.open();
  await editor.change('Flag the region', 'd');
  await expect(editor.row('Flag the region').getByRole('alert')).toContainText('D belongs to “Defer the region”');
  await editor.editor.getByRole('button', { name: 'Give it here' }).click();
  await expect(editor.row('Defer the region')).toContainText('no key');
  await editor.change('Flag the region', 'Tab');
  await expect(editor.row('Flag the region').getByRole('alert')).toContainText('Tab always means the same');
  await page.keyboard.press('Alt+1');
  await demoWorkspace.canvas.press('d');
  await expect(demoWorkspace.queueItems.first()).toHaveAccessibleName(/Flagged$/);
  await editor.open();
  await editor.resetAll.click();
  await expect(editor.row('Defer the region')).toContainText('D');
  await expect(editor.row('Flag the region')).toContainText('X');
});
