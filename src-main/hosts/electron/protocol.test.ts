import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeApp, fakeTilePath } from '../testing/fakeApp.ts';
import { isOwnAddress } from './pageAddress.ts';
import { createSchemeHandler } from './protocol.ts';

let folder: string;
let app: ReturnType<typeof fakeApp>;
let ask: (address: string, options?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfumato-scheme-'));
  await writeFile(join(folder, 'index.html'), '<title>Sfumato</title>');
  app = fakeApp();
  const handle = createSchemeHandler({ rendererFolder: folder, pixels: (path) => fakeApp().pixels(path) }, (path, body) => app.upload(path, body));
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

test('takes files in by PUT, from our own page alone', async () => {
  const put = (address: string, origin?: string): Promise<Response> => ask(address, { method: 'PUT', body: 'pixels', ...(origin ? { headers: { origin } } : {}) });
  const address = 'sfumato://app/upload/6f1c0b0e-7a54-4f65-9f64-0f4f0c4f9a11/cells/a.png';
  expect((await put(address)).status).toBe(201);
  expect([...app.uploaded]).toEqual([['/upload/6f1c0b0e-7a54-4f65-9f64-0f4f0c4f9a11/cells/a.png', 'pixels']]);
  expect((await put(address, 'https://evil.example')).status).toBe(403);
  expect((await put('sfumato://app/index.html')).status).toBe(405);
});

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
