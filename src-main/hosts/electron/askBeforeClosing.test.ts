import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import { askBeforeClosing } from './askBeforeClosing.ts';

function askedWindow(response: number, language: () => Promise<unknown>) {
  const window = { webContents: new EventEmitter(), destroy: vi.fn() };
  const showMessageBox = vi.fn().mockResolvedValue({ response });
  askBeforeClosing(window as unknown as BrowserWindow, { showMessageBox }, language);
  const leave = async (): Promise<void> => {
    window.webContents.emit('will-prevent-unload');
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { window, showMessageBox, leave };
}

test('who stays keeps the window and is asked again the next time', async () => {
  const { window, showMessageBox, leave } = askedWindow(0, async () => 'fr');
  await leave();
  await leave();
  expect(window.destroy).not.toHaveBeenCalled();
  expect(showMessageBox).toHaveBeenCalledTimes(2);
  expect(showMessageBox.mock.calls[0]![1]).toMatchObject({ buttons: ['Rester', 'Fermer et les perdre'], cancelId: 0 });
});

test('who closes all the same gets out, asked once, in English where the language is not to be had', async () => {
  const { window, showMessageBox, leave } = askedWindow(1, () => Promise.reject(new Error('closed')));
  window.webContents.emit('will-prevent-unload');
  await leave();
  expect(window.destroy).toHaveBeenCalledOnce();
  expect(showMessageBox).toHaveBeenCalledOnce();
  expect(showMessageBox.mock.calls[0]![1]).toMatchObject({ buttons: ['Stay', 'Close and lose them'] });
});
