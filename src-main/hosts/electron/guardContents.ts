import type { WebContents } from 'electron';
import { isOwnAddress } from './pageAddress.ts';

/**
 * Keeps a window on our own page: no other page, no further window, no embedded view.
 * @param isOwn which addresses are that page's
 */
export function guardContents(contents: WebContents, isOwn: (address: string) => boolean = isOwnAddress): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isOwn(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
