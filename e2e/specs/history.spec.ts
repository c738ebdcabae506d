import type { WebSocketRoute } from '@playwright/test';
import { countClasses } from '../data/readPixels.ts';
import { expect, test } from '../fixtures.ts';
import { WorkspacePage } from '../pages/WorkspacePage.ts';

const grey = (name: string) => ({ name, width: 64, height: 64, draw: (x: number, y: number) => (x * 2 + y + name.charCodeAt(0)) % 256 });
const rows = [0.3, 0.5, 0.7] as const;

async function paintRows(workspace: WorkspacePage, count: number): Promise<void> {
  await workspace.canvas.press('b');
  for (const y of rows.slice(0, count)) {
    await workspace.canvas.stroke({ x: 0.45, y }, { x: 0.55, y });
    await expect(workspace.savedState).toHaveText(/^Saved /);
  }
}

test('every change is named, and a press on one goes back or forward to it', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [grey('a.png')] });
  await paintRows(workspace, 3);
  await workspace.openTab('Image');
  const { historySteps } = workspace;
  await expect(historySteps).toHaveCount(3);
  await expect(historySteps.first()).toContainText(/^Brush, nucleus, \d+ px/);
  await expect(historySteps.first()).toHaveAttribute('aria-current', 'step');
  const all = (await countClasses(program, 'a.png')).get(1)!;

  await historySteps.nth(2).getByRole('button').click();
  await expect(historySteps.nth(2)).toHaveAttribute('aria-current', 'step');
  await expect(historySteps.first()).toContainText('taken back');
  const first = (await countClasses(program, 'a.png')).get(1)!;
  expect(first).toBeLessThan(all);

  await historySteps.first().getByRole('button').click();
  await expect(historySteps.first()).toHaveAttribute('aria-current', 'step');
  expect((await countClasses(program, 'a.png')).get(1)).toBe(all);
});

test('undo and redo go across images', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [grey('a.png'), grey('b.png')] });
  await paintRows(workspace, 1);
  await workspace.canvas.press('PageDown');
  await expect(workspace.imageName).toHaveText('b.png');
  await paintRows(workspace, 1);
  await workspace.canvas.press('Control+z');
  await expect.poll(async () => (await countClasses(program, 'b.png')).get(1) ?? 0).toBe(0);
  await workspace.canvas.press('Control+z');
  await expect(workspace.imageName).toHaveText('a.png');
  await expect.poll(async () => (await countClasses(program, 'a.png')).get(1) ?? 0).toBe(0);
  await workspace.canvas.press('Control+Shift+z');
  await workspace.canvas.press('Control+y');
  await expect(workspace.imageName).toHaveText('b.png');
  await expect.poll(async () => (await countClasses(program, 'b.png')).get(1) ?? 0).toBeGreaterThan(0);
});

test('what was saved is there after the host was killed, and can still be undone', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [grey('a.png')] });
  await paintRows(workspace, 2);
  const before = await countClasses(program, 'a.png');
  const { folder } = (await program.host.client.project.current())!;
  await program.kill();

  const again = new WorkspacePage(await program.start([folder]));
  await expect(again.canvas.surface).toBeVisible();
  expect(await countClasses(program, 'a.png')).toEqual(before);
  await again.openTab('Image');
  await expect(again.historySteps).toHaveCount(2);
  await again.canvas.press('Control+z');
  await again.canvas.press('Control+z');
  await expect.poll(async () => (await countClasses(program, 'a.png')).get(1) ?? 0).toBe(0);
  await expect(again.historySteps.first()).toContainText('taken back');
});

test('a decision is taken back with the labels it made', async ({ demoWorkspace }) => {
  const { canvas, reviewProgress } = demoWorkspace;
  await canvas.press('Enter');
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  await expect(reviewProgress).toContainText(/^1 of/);
  await canvas.press('Control+z');
  await expect(reviewProgress).toContainText(/^0 of/);
  await expect(demoWorkspace.currentQueueItem).toHaveAccessibleName(/^Region 1:.*Open$/);
});

test('a lost host is said, blocks nothing that is seen, and the state of saving stays in sight', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [grey('a.png')] });
  await expect(workspace.savedState).toHaveText('No changes yet');
  await paintRows(workspace, 1);
  await expect(workspace.savedState).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
  await program.killHost();
  await expect(workspace.page.getByText('The connection to the program was lost.').first()).toBeVisible();
  await workspace.canvas.stroke({ x: 0.45, y: 0.6 }, { x: 0.55, y: 0.6 });
  await expect(workspace.savedState).toHaveText('Not saved: 1 change');
});

test('what was drawn while the connection was gone is saved once it is back', async ({ openSamples, program }) => {
  const workspace = await openSamples({ samples: [grey('a.png')] });
  const { page, savedState } = workspace;
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/rpc/, (socket) => {
    if (isCut) return void socket.close();
    open.add(socket);
    socket.connectToServer();
  });
  await page.reload();
  await paintRows(workspace, 1);
  const before = (await countClasses(program, 'a.png')).get(1)!;

  isCut = true;
  await Promise.all([...open].map((socket) => socket.close()));
  const lost = page.getByText('The connection to the program was lost.').first();
  await expect(lost).toBeVisible();
  await workspace.canvas.stroke({ x: 0.45, y: 0.5 }, { x: 0.55, y: 0.5 });
  await expect(savedState).toHaveText('Not saved: 1 change');
  isCut = false;
  await expect(savedState).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
  await expect(lost).toHaveCount(0);
  expect((await countClasses(program, 'a.png')).get(1)).toBeGreaterThan(before);
  await workspace.openTab('Image');
  await expect(workspace.historySteps).toHaveCount(2);
});
