import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { app as electron, dialog, ipcMain, Menu, protocol, session } from 'electron';
import type { BrowserWindow } from 'electron';
import { createApp } from '../../app.ts';
import type { App } from '../../application.ts';
import { messageOf } from '../../core/SfumatoError.ts';
import enginePath from '../../engine/engineProcess.ts?modulePath';
import imagesPath from '../../images/imagesProcess.ts?modulePath';
import { programFolder, rendererFolder, resourcesFolder, userDataFolder } from '../folders.ts';
import { inProcessClient } from '../inProcess/inProcessClient.ts';
import { askBeforeClosing } from './askBeforeClosing.ts';
import { connectChannel, createPortListener } from './connectPort.ts';
import { electronProcesses } from './electronProcesses.ts';
import { guardSession } from './guardSession.ts';
import { appScheme } from './pageAddress.ts';
import { createSchemeHandler, schemePrivileges } from './protocol.ts';
import { openWindow } from './window.ts';

/** The desktop shell. Arguments: a project's folder to open, or `--demo`. */

const preload = join(programFolder(), 'out', 'preload', 'preload.cjs');
const enginePreload = join(programFolder(), 'out', 'main', 'enginePreload.mjs');

// Each window says for itself that it is sandboxed: `enableSandbox` would leave the engine's hidden one without Node.
protocol.registerSchemesAsPrivileged([schemePrivileges]);
// On Linux Chromium keeps WebGPU from most cards until it is asked; what it computes, our self-test checks.
if (process.platform === 'linux') electron.commandLine.appendSwitch('enable-unsafe-webgpu');
// The lock on a second instance is kept here too, so another data folder is another instance.
electron.setPath('userData', join(userDataFolder(), 'electron'));

/** The one that the user sees; the engine's hidden one comes and goes. */
let shownWindow: BrowserWindow | null = null;

if (electron.requestSingleInstanceLock()) {
  electron.on('second-instance', () => {
    if (shownWindow?.isMinimized()) shownWindow.restore();
    shownWindow?.focus();
  });
  // Without a listener Electron would quit when a hidden window goes before the other is open.
  electron.on('window-all-closed', () => undefined);
  start().catch((thrown: unknown) => {
    dialog.showErrorBox('Sfumato could not start', messageOf(thrown));
    electron.exit(1);
  });
} else {
  electron.quit();
}

async function start(): Promise<void> {
  await electron.whenReady();
  // On macOS the menu carries copy, paste and quit.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  guardSession(session.defaultSession);
  const app = await createApp({
    processes: electronProcesses({ engine: enginePath, images: imagesPath, engineWindow: enginePreload }),
    host: 'electron',
    dataFolder: userDataFolder(),
    resourcesFolder: resourcesFolder(),
    user: userInfo().username,
  });
  closeBeforeQuitting(app);
  protocol.handle(appScheme, createSchemeHandler({ rendererFolder: rendererFolder(), pixels: (path) => app.pixels(path) }, (path, body) => app.upload(path, body)));
  ipcMain.on(connectChannel, createPortListener(app.router));
  await openFromArguments(app, process.argv.slice(electron.isPackaged ? 1 : 2)).catch((thrown: unknown) => {
    dialog.showErrorBox('The project could not be opened', messageOf(thrown));
  });
  const window = await openWindow(preload);
  shownWindow = window;
  // A hidden window may be left: it does not keep the program open.
  window.once('closed', () => {
    shownWindow = null;
    electron.quit();
  });
  askBeforeClosing(window, dialog, async () => (await inProcessClient(app.router).settings.read()).window['language']);
}

async function openFromArguments(app: App, args: readonly string[]): Promise<void> {
  const client = inProcessClient(app.router);
  const folder = args.find((argument) => !argument.startsWith('-'));
  if (folder !== undefined) await client.project.open({ folder: resolve(process.env['INIT_CWD'] ?? process.cwd(), folder) });
  else if (args.includes('--demo')) await client.project.openDemo();
}

/** Ends the work in order: the journal is closed and training leaves its checkpoint. */
function closeBeforeQuitting(app: App): void {
  let isClosed = false;
  electron.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    app
      .close()
      .catch((thrown: unknown) => dialog.showErrorBox('Sfumato could not close in order', messageOf(thrown)))
      .finally(() => {
        isClosed = true;
        electron.quit();
      });
  });
}
