import { BrowserWindow } from 'electron';
import { guardContents } from './guardContents.ts';
import { pageAddress } from './pageAddress.ts';

/** Grey of the window before its page is drawn, the page's own in the dark theme. */
const backgroundColour = '#1c1c1c';

/** Opens the window on our own page. @param preload the built preload */
export async function openWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: backgroundColour,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be downloaded.
      spellcheck: false,
    },
  });
  guardContents(window.webContents);
  window.once('ready-to-show', () => window.show());
  await window.loadURL(pageAddress);
  return window;
}
