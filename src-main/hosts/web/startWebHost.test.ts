import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { fakeApp, fakeTilePath } from '../testing/fakeApp.ts';
import { startWebHost } from './startWebHost.ts';
import type { WebHost } from './startWebHost.ts';

const app = fakeApp();
let folder: string;
let host: WebHost;
let cookie: string;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request with full control over path and headers, which `fetch` would normalise. */
function ask(path: string, { body, ...options }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: host.port, path, ...options }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    request.on('error', reject).end(body);
  });
}

async function openSession(): Promise<string> {
  const { pathname, search } = new URL(host.newLaunchUrl());
  const { headers } = await ask(pathname + search);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** @returns 101 when the upgrade is accepted, else the refusal's status */
async function upgradeStatus(headers: Record<string, string>, path = '/rpc'): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-web-'));
  await writeFile(join(folder, 'index.html'), '<title>Sfumato</title>');
  await writeFile(join(folder, 'notes.md'), 'not for serving');
  host = await startWebHost({ app, rendererFolder: folder, port: 0, bindAddress: '127.0.0.1' });
  cookie = await openSession();
});

afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

test('the launch token buys one session, by redirect, and is then dead', async () => {
  const { pathname, search } = new URL(host.newLaunchUrl());
  expect((await ask(pathname + search, { method: 'HEAD' })).status).toBe(401);
  const first = await ask(pathname + search);
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe('/');
  expect(first.headers['referrer-policy']).toBe('no-referrer');
  expect(first.headers['set-cookie']?.[0]).toMatch(/^sfumato-session-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(await ask(pathname + search)).toMatchObject({ status: 401 });
  expect(await ask('/launch')).toMatchObject({ status: 401 });
  expect(await ask('/launch?token=')).toMatchObject({ status: 401 });
});

test('neither the token nor the session secret is in logs, pages or redirects', async () => {
  const written: string[] = [];
  const record = (part: unknown): boolean => written.push(String(part)) > 0;
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(record), vi.spyOn(process.stderr, 'write').mockImplementation(record)];
  const { pathname, search } = new URL(host.newLaunchUrl());
  const token = new URLSearchParams(search).get('token') ?? '';
  const answers = [await ask(pathname + search), await ask(pathname + search), await ask('/', { headers: { cookie } })];
  spies.forEach((spy) => spy.mockRestore());
  expect(token).toHaveLength(43);
  const secret = cookie.split('=')[1] ?? '';
  for (const { text, headers } of answers) {
    expect(text + String(headers.location)).not.toContain(token);
    expect(text + String(headers.location)).not.toContain(secret);
  }
  expect(written.join('')).not.toContain(token);
});

test('page and pixels need the cookie', async () => {
  expect((await ask('/')).status).toBe(401);
  expect((await ask(fakeTilePath)).status).toBe(401);
  const forged = `${cookie.split('=')[0]}=${'A'.repeat(43)}`;
  expect((await ask(fakeTilePath, { headers: { cookie: forged } })).status).toBe(401);
  expect((await ask('/', { headers: { cookie } })).text).toContain('Sfumato');
});

test('every answer says nosniff and a policy without unsafe-eval', async () => {
  for (const path of ['/', '/missing.js', '/launch', fakeTilePath]) {
    const { headers } = await ask(path, { headers: { cookie } });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("'wasm-unsafe-eval'");
    expect(headers['content-security-policy']).not.toContain("'unsafe-eval'");
  }
});

test('pixels are bytes that may be kept for ever, and are not sent twice', async () => {
  const first = await ask(fakeTilePath, { headers: { cookie } });
  expect(first).toMatchObject({ status: 200 });
  expect(first.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-length': '3' });
  expect(first.headers['cache-control']).toContain('immutable');
  const again = await ask(fakeTilePath, { headers: { cookie, 'if-none-match': first.headers.etag ?? '' } });
  expect(again).toMatchObject({ status: 304, text: '' });
  expect((await ask('/pixels/labels/image-2/0/0/7', { headers: { cookie } })).status).toBe(404);
});

test.each(['/pixels/../index.html', '/pixels/%2e%2e/secret', '/pixels/labels/..%2f..%2fsecret/0/0/0', '/%2e%2e/etc/passwd', '/../etc/passwd', '//server/share', '/notes.md', '/index.html%00.js'])(
  '%s is not served',
  async (path) => expect((await ask(path, { headers: { cookie } })).status).toBe(404),
);

test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost', '192.168.0.7', '127.0.0.1:1'])(
  'Host "%s" is refused with 403 (DNS rebinding)',
  async (name) => {
    expect((await ask('/', { headers: { cookie, host: name } })).status).toBe(403);
    const origin = `http://${name}`;
    expect(await upgradeStatus({ cookie, host: name, origin })).toBe(403);
  },
);

test('localhost with the right port is this machine', async () => {
  expect((await ask('/', { headers: { cookie, host: `localhost:${host.port}` } })).status).toBe(200);
});

test.each([
  ['foreign', 'http://evil.example'],
  ['another port of this machine', 'http://127.0.0.1:1'],
  ['https', 'https://127.0.0.1'],
  ['null', 'null'],
  ['missing', undefined],
])('%s Origin: upgrade and state-changing request are refused', async (_what, origin) => {
  const headers: Record<string, string> = origin === undefined ? { cookie } : { cookie, origin };
  expect(await upgradeStatus(headers)).toBe(403);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    expect((await ask('/', { method, headers })).status).toBe(403);
  }
});

test('the own Origin may connect with the cookie alone, and change nothing by plain HTTP', async () => {
  const origin = `http://127.0.0.1:${host.port}`;
  expect(await upgradeStatus({ cookie, origin })).toBe(101);
  expect(await upgradeStatus({ origin })).toBe(401);
  expect(await upgradeStatus({ cookie, origin }, '/other')).toBe(404);
  expect((await ask('/', { method: 'POST', headers: { cookie, origin } })).status).toBe(405);
});

test('a file of an upload is taken from the own page with its session, and from nobody else', async () => {
  const path = '/upload/6f1c0b0e-7a54-4f65-9f64-0f4f0c4f9a11/cells/a.png';
  const origin = `http://127.0.0.1:${host.port}`;
  const put = async (headers: Record<string, string>, address = path): Promise<number> => (await ask(address, { method: 'PUT', headers, body: 'pixels' })).status;
  expect(await put({ origin })).toBe(401);
  expect(await put({ cookie })).toBe(403);
  expect(await put({ cookie, origin: 'http://evil.example' })).toBe(403);
  expect(await put({ cookie, origin, 'sec-fetch-site': 'same-site' })).toBe(403);
  expect(app.uploaded.size).toBe(0);
  expect(await put({ cookie, origin })).toBe(201);
  expect([...app.uploaded]).toEqual([[path, 'pixels']]);
  expect(await put({ cookie, origin }, '/upload/6f1c0b0e-7a54-4f65-9f64-0f4f0c4f9a11/../x')).toBe(400);
  expect(await put({ cookie, origin }, '/pixels/a/b')).toBe(405);
});

test('a page of another program on this machine gets neither file nor pixel', async () => {
  for (const path of ['/index.html', fakeTilePath]) {
    const headers = { cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' };
    expect((await ask(path, { headers })).status).toBe(403);
  }
});

test('a message over the limit ends its connection, not the host', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { cookie, origin: `http://127.0.0.1:${host.port}` } });
  await once(socket, 'open');
  socket.on('error', () => undefined);
  socket.send(Buffer.alloc(64 * 2 ** 20 + 1));
  const [code] = (await once(socket, 'close')) as [number];
  expect([1006, 1009]).toContain(code);
  expect((await ask('/', { headers: { cookie } })).status).toBe(200);
});

test('secrets are made anew at each run', async () => {
  const other = await startWebHost({ app: fakeApp(), rendererFolder: folder, port: 0, bindAddress: '127.0.0.1' });
  const renamed = cookie.replace(String(host.port), String(other.port));
  const { status } = await fetch(`http://127.0.0.1:${other.port}/`, { headers: { cookie: renamed } });
  await other.close();
  expect(status).toBe(401);
});

test('bound to all addresses, the host answers to those of this machine and to no other name', async () => {
  const wide = await startWebHost({ app: fakeApp(), rendererFolder: folder, port: 0, bindAddress: '0.0.0.0' });
  const statusFor = async (name: string): Promise<number> =>
    new Promise((resolve) => {
      httpRequest({ host: '127.0.0.1', port: wide.port, path: '/', headers: { host: `${name}:${wide.port}` } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).end();
    });
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  for (const { address, family } of own) expect(await statusFor(family === 'IPv6' ? `[${address}]` : address)).toBe(401);
  expect(await statusFor('203.0.113.7')).toBe(403);
  expect(await statusFor('evil.example')).toBe(403);
  expect(wide.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await wide.close();
});

test('a busy port is named', async () => {
  const busy = startWebHost({ app: fakeApp(), rendererFolder: folder, port: host.port, bindAddress: '127.0.0.1' });
  await expect(busy).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(String(host.port)) as string });
});
