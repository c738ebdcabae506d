import type { Channel } from '../processes/remote.ts';
import { connectRemote } from '../processes/remote.ts';
import type { EngineApi, EngineListener } from './engineApi.ts';
import { EngineService } from './EngineService.ts';
import type { EngineOptions } from './EngineService.ts';

/** The host's listener as called from here: an answer comes back, which nobody waits for. */
type RemoteListener = { [Name in keyof EngineListener]: (...values: Parameters<EngineListener[Name]>) => Promise<void> };

/** Offers the engine at one end of a channel. */
export function serveEngine(channel: Channel, options: EngineOptions = {}): void {
  // A listener that fails is the host's concern: it must not end the engine through an unhandled refusal.
  const listener: EngineListener = {
    backend: (name) => void host.backend(name).catch(() => undefined),
    described: () => void host.described().catch(() => undefined),
    progress: (jobId, progress) => void host.progress(jobId, progress).catch(() => undefined),
    predicted: (jobId, outcome) => void host.predicted(jobId, outcome).catch(() => undefined),
    trained: (jobId, event) => void host.trained(jobId, event).catch(() => undefined),
  };
  const service: EngineApi = new EngineService(listener, options);
  const offered: EngineApi = {
    configure: (settings, avoided) => service.configure(settings, avoided),
    describe: () => service.describe(),
    train: (jobId, request) => service.train(jobId, request),
    predict: (jobId, request) => service.predict(jobId, request),
    calibrate: (jobId, request) => service.calibrate(jobId, request),
    evaluate: (jobId, request) => service.evaluate(jobId, request),
    importModel: (request) => service.importModel(request),
    exportModel: (request) => service.exportModel(request),
    predictBox: (request) => service.predictBox(request),
    augment: (request) => service.augment(request),
    describeNetworks: () => service.describeNetworks(),
    describeUncertaintyMethods: () => service.describeUncertaintyMethods(),
    sizeNetwork: (request) => service.sizeNetwork(request),
    checkEncoderWeights: (request) => service.checkEncoderWeights(request),
    cancel: (jobId) => service.cancel(jobId),
  };
  const host = connectRemote<RemoteListener, EngineApi>(channel, offered);
}
