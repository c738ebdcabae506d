import { say } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';

/** The parts of the WebGPU standard used here; its own types would put browser globals into every file. */
export interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<GpuAdapter | null>;
}

export interface GpuAdapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(options: { requiredLimits: Record<string, number> }): Promise<GpuDevice>;
}

export interface GpuDevice {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: Error }) => void): void;
}

/** Where WebGPU comes from: `browser`: Chromium's own, in a window; `package`: Dawn, in a process of Node. */
export type GpuSource = 'browser' | 'package';

/** The package's, once it is loaded: it gives itself to `navigator`, where TensorFlow.js looks for it. */
let dawn: Gpu | null = null;

function gpuOfNavigator(): Gpu | null {
  const { navigator } = globalThis as { readonly navigator?: { readonly gpu?: Gpu } };
  return navigator?.gpu ?? null;
}

/** Which WebGPU serves this process: a window's own where there is one, else the package's. */
export function gpuSource(): GpuSource {
  const found = gpuOfNavigator();
  return found !== null && found !== dawn ? 'browser' : 'package';
}

/** @throws SfumatoError `engineFailed` when there is no window's own and the package is missing */
export async function findGpu(): Promise<Gpu> {
  if (gpuSource() === 'browser') return gpuOfNavigator()!;
  dawn ??= await loadDawn();
  return dawn;
}

async function loadDawn(): Promise<Gpu> {
  const { create, globals } = (await import('webgpu').catch((thrown: unknown) => {
    throw new SfumatoError('engineFailed', say('webgpuNotInstalled'), { cause: thrown });
  })) as unknown as { create: (options: readonly string[]) => Gpu; globals: object };
  Object.assign(globalThis, globals);
  const loaded = create([]);
  Object.defineProperty(globalThis.navigator, 'gpu', { value: loaded, configurable: true });
  return loaded;
}
