import { parentChannel } from '../../processes/parentChannel.ts';
import { serveEngineInWindow } from '../engineWindow.ts';

/**
 * The hidden window's engine in a process of Node: Dawn's package stands where Chromium's own `navigator.gpu` would.
 * Chromium itself computes in `e2e/specs/chromiumWebgpu.spec.ts`.
 */
const dawn = (await import('webgpu')) as unknown as { create(options: readonly string[]): object; globals: object };
Object.assign(globalThis, dawn.globals);
Object.defineProperty(globalThis.navigator, 'gpu', { value: dawn.create([]), configurable: true });
serveEngineInWindow(parentChannel());
