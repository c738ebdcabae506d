import type { Session } from 'electron';
import { guardSession } from './guardSession.ts';
import { appScheme } from './pageAddress.ts';

/** The hidden window's one page, an origin beside the visible window's. Secure, or it had no WebGPU. */
export const enginePageAddress = `${appScheme}://engine/`;

export function isEnginePage(address: string): boolean {
  return address === enginePageAddress;
}

/**
 * The page holds nothing and may load nothing, so no script can come into it. What its policy allows is for the engine in
 * the preload's own world, should Chromium hold it to the page's policy: WebAssembly, and the functions that the ONNX
 * format's library (protobufjs) compiles from the format's description.
 */
const policy = "default-src 'none'; script-src 'wasm-unsafe-eval' 'unsafe-eval'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Not empty: Electron would not wait for the preload. */
const page = '<!doctype html><title>Sfumato engine</title>';

/** Answers a session of the hidden window: its page, and nothing else at all. */
export function answerEngineSession(session: Session): void {
  guardSession(session, { permissions: [], isAllowed: isEnginePage });
  session.protocol.handle(appScheme, ({ url, method }) => {
    if (!isEnginePage(url) || method !== 'GET') return new Response(null, { status: 404 });
    return new Response(page, {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' },
    });
  });
}
