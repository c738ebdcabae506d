import type { MessagePort } from 'node:worker_threads';
import { createNetwork } from '../../../models/registry.ts';
import { connectRemote } from '../../processes/remote.ts';
import { startWasm } from '../backends/wasm.ts';
import { memberNetwork } from '../ensemble/MemberNetwork.ts';
import type { MemberRunner } from '../ensemble/MemberRunner.ts';
import { tfjsRunnersOf } from '../ensemble/MemberRunners.ts';
import { engineFault } from '../jobs/engineFault.ts';
import { PlainBatches } from '../train/batchSource/PlainBatches.ts';
import { trainWatchedMember } from '../train/trainWatchedMember.ts';
import { portChannel } from '../../processes/portChannel.ts';
import type { MemberWorkerApi, MemberWorkerListener, NumberedWindow } from './memberWorkerApi.ts';

type RemoteListener = { [Name in keyof MemberWorkerListener]: (...values: Parameters<MemberWorkerListener[Name]>) => Promise<void> };

/** Offers one member's work at a worker thread's end of its channel. */
export function serveMemberWorker(port: MessagePort): void {
  const kernels = startWasm();
  // Told to whoever calls.
  kernels.catch(() => undefined);
  const runners = new Map<number, readonly MemberRunner[]>();
  let last: NumberedWindow | null = null;
  let stop = new AbortController();
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (thrown) {
      throw engineFault(thrown);
    }
  };
  const offered: MemberWorkerApi = {
    train: (task) =>
      guarded(async () => {
        stop = new AbortController();
        const context = { signal: stop.signal, report: () => undefined, now: () => performance.now(), date: () => new Date() };
        return trainWatchedMember(task, new PlainBatches(task.batchSetup), await kernels, context, {
          stepped: (step) => void host.stepped(step).catch(() => undefined),
          told: (event) => void host.told(event).catch(() => undefined),
        });
      }),
    cancel: async () => stop.abort(),
    load: (key, { architecture, config, values, ...settings }) =>
      guarded(async () => {
        await kernels;
        runners.set(key, tfjsRunnersOf(memberNetwork(createNetwork(architecture, config, 'prediction')), values, settings));
      }),
    run: (key, index, window) =>
      guarded(async () => {
        // Passes know a window by the values and margins they were given first.
        if (last?.number !== window.number) last = window;
        return runners.get(key)![index]!.run(last);
      }),
  };
  const host = connectRemote<RemoteListener, MemberWorkerApi>(portChannel(port), offered);
}
