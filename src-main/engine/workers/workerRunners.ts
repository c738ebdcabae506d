import { tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import type { MemberWorkers } from './MemberWorkers.ts';

/**
 * Members on threads of their own, which end with the last member disposed.
 * @param start threads for so many members; null: they run here, one after another
 */
export function workerRunners(start: (memberCount: number) => MemberWorkers | null): MemberRunners {
  return {
    threads: null,
    of: async (model) => {
      const { file, members } = model;
      const workers = start(members.length);
      if (!workers) return tfjsRunners.of(model);
      const { architecture, config, temperature } = file;
      try {
        const runners = await Promise.all(members.map((values) => workers.runner({ architecture, config, values, temperature })));
        let left = runners.length;
        const dispose = async (): Promise<void> => {
          left--;
          if (left === 0) await workers.close();
        };
        return runners.map((runner) => ({ ...runner, sideBySide: workers.count, dispose }));
      } catch (thrown) {
        await workers.close();
        throw thrown;
      }
    },
  };
}
