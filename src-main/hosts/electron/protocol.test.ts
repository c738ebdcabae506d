import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeApp, fakeTilePath } from '../testing/fakeApp.ts';
import { isOwnAddress } from './pageAddress.ts';
import { createSchemeHandler } from './protocol.ts';

let folder: string;
let ask: (address: string, options?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-scheme-'));
  await writeFile(join(folder, 'index.html'), '<title>Sfumato</title>');
  const handle = createSchemeHandler({ rendererFolder: folder, pixels: (path) => fakeApp().pixels(path) });
  ask = (address, options) => handle(new Request(address, options));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('serves the page with its policy', async () => {
  const response = await ask('sfumato://app/');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('Sfumato');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await ask('sfumato://app/index.html?x=1#part')).status).toBe(200);
});

test('serves pixels once and then from the cache', async () => {
  const response = await ask(`sfumato://app${fakeTilePath}`);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 1, 255]);
  const etag = response.headers.get('etag') ?? '';
  expect((await ask(`sfumato://app${fakeTilePath}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test.each(['sfumato://other/index.html', 'sfumato://app.evil/index.html', 'https://app/index.html'])('%s is refused', async (address) => {
  expect((await ask(address)).status).toBe(403);
});

test.each(['sfumato://app/%2e%2e/package.json', 'sfumato://app/..%5cpackage.json', 'sfumato://app//server/share/x.js', 'sfumato://app/index.html%00.js'])(
  '%s is not served',
  async (address) => expect((await ask(address)).status).toBe(404),
);

test('nothing but GET is answered', async () => {
  expect((await ask('sfumato://app/', { method: 'POST', body: 'x' })).status).toBe(405);
});

test.each([
  ['sfumato://app/', true],
  ['sfumato://app/index.html', true],
  ['sfumato://app.evil.example/', false],
  ['sfumato://app@evil.example/', false],
  ['https://evil.example/sfumato://app/', false],
  ['file:///etc/passwd', false],
  ['about:blank', false],
  ['', false],
])('%s as a page of ours: %s', (address, isOwn) => expect(isOwnAddress(address)).toBe(isOwn));
