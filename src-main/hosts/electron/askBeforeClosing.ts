import type { BrowserWindow, Dialog } from 'electron';

const texts = {
  en: {
    message: 'The latest changes are not saved yet.',
    detail: 'Stay, and the window says why. If it is closed now, these changes are lost; everything saved before is safe.',
    stay: 'Stay',
    close: 'Close and lose them',
  },
  fr: {
    message: 'Les dernières modifications ne sont pas encore enregistrées.',
    detail:
      'Restez, et la fenêtre dit pourquoi. Si elle est fermée maintenant, ces modifications sont perdues ; tout ce qui a été enregistré auparavant est en sûreté.',
    stay: 'Rester',
    close: 'Fermer et les perdre',
  },
} as const;

const stayButton = 0;
const closeButton = 1;

/**
 * A page that wants to stay, for changes of it are not saved, keeps its window open in silence where a browser would ask:
 * asked here instead, so that a full disk never makes a window that can't be closed.
 * @param language of the window, as it is set now; anything but French is asked in English
 */
export function askBeforeClosing(window: BrowserWindow, dialog: Pick<Dialog, 'showMessageBox'>, language: () => Promise<unknown>): void {
  let isAsking = false;
  const ask = async (): Promise<void> => {
    const text = texts[(await language().catch(() => 'en')) === 'fr' ? 'fr' : 'en'];
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: text.message,
      detail: text.detail,
      buttons: [text.stay, text.close],
      defaultId: stayButton,
      cancelId: stayButton,
    });
    if (response === closeButton) window.destroy();
  };
  window.webContents.on('will-prevent-unload', () => {
    if (isAsking) return;
    isAsking = true;
    void ask().finally(() => (isAsking = false));
  });
}
