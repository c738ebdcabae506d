export const debianChromium = '/usr/bin/chromium';

/** No graphics card, nothing in the background, no requests of the browser's own. */
export const browserOptions: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
