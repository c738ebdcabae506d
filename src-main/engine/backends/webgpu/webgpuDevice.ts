import { say } from '../../../core/messages/Message.ts';
import type { Message } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import { noteDeviceFault } from '../deviceFaults.ts';
import { findGpu } from './findGpu.ts';

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

/** A driver that has not answered by then is not to be relied on. */
export const longestAnswerMs = 10_000;

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

/**
 * Opens the fastest graphics card through the WebGPU that serves this process.
 * @throws SfumatoError `engineFailed` when there is no WebGPU, no driver answers or one does so too late. Where it is the package's, a broken
 * driver may end the process instead: see `probeWebgpu.ts`
 */
export async function openWebgpuDevice(): Promise<OpenedGpu> {
  const gpu = await findGpu();
  const adapter = await answered(gpu.requestAdapter({ powerPreference: 'high-performance' }));
  if (adapter === null) throw new SfumatoError('engineFailed', say('webgpuNoAdapter'));
  const requiredLimits = Object.fromEntries(wantedLimits.map((name) => [name, adapter.limits[name] ?? 0]));
  const device = await answered(adapter.requestDevice({ requiredLimits }));
  void device.lost.then(({ reason, message }) => noteDeviceFault(say('deviceLost', { why: message === '' ? reason : message })));
  device.addEventListener('uncapturederror', ({ error }) => noteDeviceFault(faultMessage(error)));
  const { vendor, architecture, device: name, description, isFallbackAdapter } = adapter.info;
  return {
    description: { vendor, architecture, device: name, description, isSoftware: isFallbackAdapter === true },
    adapterInfo: adapter.info,
    device,
  };
}

async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const refusal = new SfumatoError('engineFailed', say('webgpuProbeLate', { seconds: longestAnswerMs / 1000 }));
  const timer = setTimeout(() => late.reject(refusal), longestAnswerMs);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function faultMessage(error: Error): Message {
  const why = firstLine(error.message);
  return error.constructor.name === 'GPUOutOfMemoryError' ? say('outOfMemory', { why }) : say('deviceFault', { why });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
