import { say } from '../../../core/messages/Message.ts';
import { SfumatoError } from '../../../core/SfumatoError.ts';
import type { Backend } from '../Backend.ts';
import { probeWebgpu } from './probeWebgpu.ts';
import { startWebgpu } from './startWebgpu.ts';
import { webgpuBackendName } from './tfjsWebgpu.ts';

/** Any graphics card, through WebGPU. */
export const webgpuBackend: Backend = {
  name: 'webgpu',
  askedBy: 'webgpu',
  async start({ forced }) {
    // Dawn hands out memory of its own, which Electron's processes may not hold (dawn-gpu/node-webgpu, issue 5).
    if (process.versions['electron'] !== undefined) throw new SfumatoError('engineFailed', say('webgpuInDesktop'));
    const found = await probeWebgpu();
    if (found.isSoftware && !forced) throw new SfumatoError('engineFailed', say('webgpuSoftware', { device: found.description }));
    const { kernels, gpu } = await startWebgpu();
    return { tfName: webgpuBackendName, kernels, device: say('deviceWebgpu', { device: gpu.description }) };
  },
};
