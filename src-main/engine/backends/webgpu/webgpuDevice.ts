import { say } from '../../../core/messages/Message.ts';
import type { Message } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import { noteDeviceFault } from '../deviceFaults.ts';

/** What a graphics driver says of itself. */
export interface GpuDescription {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** A driver that computes on the processor: right, and slower than WebAssembly. */
  readonly isSoftware: boolean;
}

export interface OpenedGpu {
  readonly description: GpuDescription;
  readonly adapterInfo: object;
  readonly device: object;
}

/** The parts of the WebGPU standard used here; its own types would put browser globals into every file. */
interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null>;
}

interface Adapter {
  readonly info: Omit<GpuDescription, 'isSoftware'> & { readonly isFallbackAdapter?: boolean };
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(options: { requiredLimits: Record<string, number> }): Promise<Device>;
}

interface Device {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: Error }) => void): void;
}

/** A device grants the standard's modest limits unless it is asked for more: large images want large buffers. */
const wantedLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
] as const;

let gpu: Gpu | null = null;

/**
 * Opens the fastest graphics card through Dawn, Chromium's WebGPU, in this process.
 * @throws SfumatoError `engineFailed` when the package is missing or no driver answers. A broken driver may end the
 * process instead: see `probeWebgpu.ts`
 */
export async function openWebgpuDevice(): Promise<OpenedGpu> {
  gpu ??= await loadDawn();
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new SfumatoError('engineFailed', say('webgpuNoAdapter'));
  const requiredLimits = Object.fromEntries(wantedLimits.map((name) => [name, adapter.limits[name] ?? 0]));
  const device = await adapter.requestDevice({ requiredLimits });
  void device.lost.then(({ reason, message }) => noteDeviceFault(say('deviceLost', { why: message === '' ? reason : message })));
  device.addEventListener('uncapturederror', ({ error }) => noteDeviceFault(faultMessage(error)));
  const { vendor, architecture, device: name, description, isFallbackAdapter } = adapter.info;
  return {
    description: { vendor, architecture, device: name, description, isSoftware: isFallbackAdapter === true },
    adapterInfo: adapter.info,
    device,
  };
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

function faultMessage(error: Error): Message {
  const why = firstLine(error.message);
  return error.constructor.name === 'GPUOutOfMemoryError' ? say('outOfMemory', { why }) : say('deviceFault', { why });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
