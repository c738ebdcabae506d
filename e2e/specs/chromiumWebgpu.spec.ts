import { basename, join } from 'node:path';
import type { WebgpuReport } from '../../src-main/engine/testing/webgpuPage.ts';
import { bundleForPage } from '../data/bundleForPage.ts';
import { expect, test } from '../fixtures.ts';

const entry = join(import.meta.dirname, '..', '..', 'src-main', 'engine', 'testing', 'webgpuPage.ts');
const wasmFolder = join(import.meta.dirname, '..', '..', 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');
/** A page of this machine's own name is secure, as WebGPU wants it; nothing is sent to it: the test answers. */
const address = 'http://localhost/';

test('the engine computes with the WebGPU of Chromium’s own window, as in the desktop program’s hidden one', async ({ host, playwright, launchOptions }) => {
  test.skip(host === 'electron', 'Electron’s window is tried in desktopWebgpu.spec.ts');
  // On Linux the browser keeps WebGPU from most cards, and the software driver, until it is asked.
  const browser = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), '--enable-unsafe-webgpu'] });
  try {
    const page = await browser.newPage();
    await page.route(`${address}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>WebGPU</title>' }));
    await page.route(`${address}wasm/*`, (route) => route.fulfill({ contentType: 'application/wasm', path: join(wasmFolder, basename(route.request().url())) }));
    await page.goto(address);
    const hasAdapter = await page.evaluate(async () => {
      const { gpu } = navigator as { readonly gpu?: { requestAdapter(): Promise<object | null> } };
      return gpu !== undefined && (await gpu.requestAdapter()) !== null;
    });
    test.skip(!hasAdapter, 'this machine’s Chromium has no WebGPU, not even on its software driver');
    const code = await bundleForPage(entry);
    const report = await page.evaluate(async (module) => {
      const url = URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));
      const { tryWebgpu } = (await import(url)) as { tryWebgpu(wasmFolder: string): Promise<WebgpuReport> };
      return tryWebgpu('/wasm/');
    }, code);
    expect(report).toMatchObject({ source: 'browser', selfTest: null });
    expect(report.device).not.toBe('');
  } finally {
    await browser.close();
  }
});
