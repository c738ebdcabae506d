import { tfjsRunners } from '../ensemble/MemberRunners.ts';
import type { MemberRunners } from '../ensemble/MemberRunners.ts';
import { passDraws } from '../ensemble/passDraws.ts';
import type { MemberWorkers } from './MemberWorkers.ts';

/**
 * Members, and each one's stochastic passes, on threads of their own, which end with the last one disposed.
 * @param start threads for so many at once; null: they run here, one after another
 */
export function workerRunners(start: (memberCount: number) => MemberWorkers | null): MemberRunners {
  return {
    threads: null,
    of: async (model) => {
      const { file, members } = model;
      const draws = passDraws(file);
      const workers = start(members.length * (file.passes?.count ?? 1));
      if (!workers) return tfjsRunners.of(model);
      const { architecture, config, temperature } = file;
      try {
        const tasks = members.map((values, index) => ({ architecture, config, values, temperature, draws: draws && draws[index]! }));
        const runners = (await Promise.all(tasks.map((task) => workers.runners(task)))).flat();
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
