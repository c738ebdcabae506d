import { build } from 'vite';

/**
 * Bundles a module of the program with all it imports for a page, TensorFlow.js included.
 * @param entry its path
 * @returns one module of JavaScript
 */
export async function bundleForPage(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    // Dawn's package is for Node; a page has WebGPU of its own, and never asks for it.
    build: { write: false, minify: false, target: 'esnext', lib: { entry, formats: ['es'], fileName: 'page' }, rolldownOptions: { external: ['webgpu'], output: { codeSplitting: false } } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error(`${entry}: Vite gave no bundle`);
  return output.output[0].code;
}
