/** Scheme and host of the window's page. A scheme of our own has an origin, which `file://` has not, and no port to reach. */
export const appScheme = 'sfumato';
export const appHost = 'app';
export const pageAddress = `${appScheme}://${appHost}/`;

/** Whether an address is below our own page. Compared as text: `URL` gives every unknown scheme the origin `null`. */
export function isOwnAddress(address: string): boolean {
  return address.startsWith(pageAddress);
}
