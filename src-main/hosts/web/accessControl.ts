import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** 256 bits, past guessing. */
const secretBytes = 32;

/**
 * Who may talk to the web host. A launch token, printed once in the terminal, is swapped for a session cookie and is then
 * worthless; every secret is made anew at each run and kept in memory alone.
 */
export class AccessControl {
  readonly cookieName: string;
  readonly #session = makeSecret();
  readonly #launchTokens = new Set<string>();

  /** @param port of the host; cookies ignore ports, so the name keeps two hosts on one machine apart */
  constructor(port: number) {
    this.cookieName = `sfumato-session-${port}`;
  }

  /** @returns a token that opens one session */
  makeLaunchToken(): string {
    const token = makeSecret();
    this.#launchTokens.add(token);
    return token;
  }

  /** @returns the Set-Cookie value, or null when the token is wrong or was used before */
  redeem(token: string): string | null {
    const known = [...this.#launchTokens].find((candidate) => sameSecret(candidate, token));
    if (known === undefined) return null;
    this.#launchTokens.delete(known);
    return `${this.cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** @param cookies the Cookie header */
  hasSession(cookies: string | undefined): boolean {
    const prefix = `${this.cookieName}=`;
    return (cookies ?? '')
      .split(';')
      .map((cookie) => cookie.trim())
      .some((cookie) => cookie.startsWith(prefix) && sameSecret(cookie.slice(prefix.length), this.#session));
  }
}

/**
 * Whether a Host header names this machine. A page elsewhere can point its own domain at 127.0.0.1 (DNS rebinding), but the
 * browser then sends that domain here.
 * @param host the Host header
 * @param port the port listened on
 * @param ownAddresses addresses of this machine that may be named too, when the host was bound to more than 127.0.0.1
 */
export function isOwnHost(host: string | undefined, port: number, ownAddresses: readonly string[]): boolean {
  const names = ['127.0.0.1', 'localhost', '[::1]', ...ownAddresses.map((own) => (isIP(own) === 6 ? `[${own}]` : own))];
  return names.some((name) => host?.toLowerCase() === `${name.toLowerCase()}:${port}`);
}

/** Whether an Origin header is that of the page this host serves. A missing and a `null` origin are foreign. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && host !== undefined && origin === `http://${host}`;
}

/**
 * Whether the browser says that a request was made by another page. Other programs' pages on 127.0.0.1 count as the same
 * site, so the cookie travels with their requests: only the same origin, or the user's own hand (`none`), will do.
 * @param fetchSite the Sec-Fetch-Site header; a client that is no browser sends none
 */
export function isForeignFetch(fetchSite: string | undefined): boolean {
  return fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none';
}

function makeSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** Compares digests, so that the time taken tells nothing about the secret, its length included. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
