import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { softwareGpu } from './src-main/engine/testing/softwareGpu.ts';

// The tests' processes inherit it: a loader looks for its libraries where it was told at its start.
Object.assign(process.env, softwareGpu());

/** Unit and contract tests, all under Node; what needs a browser is in `e2e/`. */
export default defineConfig({
  // Compiles the runes of state classes in `.svelte.ts` files.
  plugins: [svelte()],
  resolve: { conditions: ['browser'] },
  test: {
    include: ['src-main/**/*.test.ts', 'src-renderer/**/*.test.ts', 'models/**/*.test.ts', 'benchmarks/**/*.test.ts'],
    // Processes, not threads: the engine's native library and SQLite are tried as they run.
    pool: 'forks',
    // Two cores while a network trains: what takes a second alone may take ten.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
