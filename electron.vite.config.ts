import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/**
 * Builds `out/main`, `out/preload` and `out/renderer`; the web host serves the same renderer. `main` imports the engine's
 * and the decoders' entries with `?modulePath`, which makes each a bundle of its own. The engine starts its thread from
 * `out/main/batchThread.js`: a bundle made by `?modulePath` cannot ask for another, for it must run from source as well; so
 * does the program its `refineThread.js`.
 * `enginePreload.mjs` is the engine once more, for its hidden window; it is built here, not with the other preload, because
 * it loads the same packages as the engine's process, as they are.
 */

/** Loaded from node_modules as they are: native parts, and files beside them that they look for. */
const external = [/^@tensorflow\//, 'sharp', 'webgpu', 'onnxruntime-node'];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Not `lib`: with it electron-vite 6.0 fails on `?modulePath` (Vite then answers with a list of bundles).
      rolldownOptions: {
        external,
        input: {
          index: 'src-main/hosts/electron/main.ts',
          batchThread: 'src-main/engine/train/batchSource/batchThread.ts',
          refineThread: 'src-main/services/predictions/refine/refineThread.ts',
          enginePreload: 'src-main/hosts/electron/enginePreload.ts',
        },
        // Of a preload, Electron knows an ES module by its ending.
        output: { entryFileNames: ({ name }) => (name === 'enginePreload' ? '[name].mjs' : '[name].js') },
      },
      externalizeDeps: true,
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file.
      lib: { entry: 'src-main/hosts/electron/preload.ts', formats: ['cjs'] },
      rolldownOptions: { output: { entryFileNames: 'preload.cjs' } },
      externalizeDeps: false,
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte({ configFile: false })],
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      minify: true,
      // Data addresses in style sheets are kept out, so that the policy on fonts and images can stay strict.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
});
