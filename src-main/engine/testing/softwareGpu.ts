import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux distributions put Chromium with its software Vulkan driver, SwiftShader. */
const chromiumFolders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * The environment in which a process finds a graphics driver that computes on the processor: slow, but WebGPU is then
 * tried on machines without a card. The loader's folder holds that one library, lest Chromium's others come in.
 * @returns nothing to set where there is no such driver, or where the environment names a driver already
 */
export function softwareGpu(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  if (process.platform !== 'linux' || environment['VK_ICD_FILENAMES'] !== undefined) return {};
  for (const folder of chromiumFolders) {
    const driver = join(folder, 'vk_swiftshader_icd.json');
    const loader = join(folder, 'libvulkan.so.1');
    if (!existsSync(driver) || !existsSync(loader)) continue;
    const own = mkdtempSync(join(tmpdir(), 'sfumato-vulkan-'));
    symlinkSync(loader, join(own, 'libvulkan.so.1'));
    const path = environment['LD_LIBRARY_PATH'];
    return { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: path === undefined ? own : `${own}:${path}` };
  }
  return {};
}
