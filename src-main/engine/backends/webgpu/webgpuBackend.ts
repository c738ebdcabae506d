import { say } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import type { Backend } from '../Backend.ts';
import { gpuSource } from './findGpu.ts';
import { probeWebgpu } from './probeWebgpu.ts';
import { startWebgpu } from './startWebgpu.ts';
import type { WebgpuEngine } from './startWebgpu.ts';
import { webgpuBackendName } from './tfjsWebgpu.ts';

/** Any graphics card, through WebGPU. */
export const webgpuBackend: Backend = {
  name: 'webgpu',
  askedBy: 'webgpu',
  async start({ forced }) {
    // Of a window Chromium keeps the card in a process of its own, which a driver may end or stop without harm to this one.
    const { kernels, gpu } = gpuSource() === 'browser' ? await startWebgpu() : await startInProcess(forced);
    if (gpu.isSoftware && !forced) throw softwareOnly(gpu.description);
    return { tfName: webgpuBackendName, kernels, device: say('deviceWebgpu', { device: gpu.description }) };
  },
};

async function startInProcess(forced: boolean): Promise<WebgpuEngine> {
  // Dawn's package hands out memory of its own, which no process of Electron may hold (dawn-gpu/node-webgpu, issue 5).
  if (process.versions['electron'] !== undefined) throw new SfumatoError('engineFailed', say('webgpuInWindow'));
  const found = await probeWebgpu();
  if (found.isSoftware && !forced) throw softwareOnly(found.description);
  return startWebgpu();
}

function softwareOnly(device: string): SfumatoError {
  return new SfumatoError('engineFailed', say('webgpuSoftware', { device }));
}
