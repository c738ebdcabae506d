import { createHash } from 'node:crypto';
import { sameTemperatures, spanOfTemperatures } from '../../core/calibration/Temperatures.ts';
import type { TemperatureChoice } from '../../core/calibration/Temperatures.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { CalibrateOutcome, EngineImage } from '../../engine/engineApi.ts';
import type { EngineWatch } from '../../ports/EngineClient.ts';
import type { ProjectStore } from '../../store/ProjectStore.ts';
import { forgetPredictions } from '../predictions/forgetPredictions.ts';
import { engineImage, startPredictionWhereMissing } from '../predictions/predictImages.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { imagesToMeasure, labelledImages } from '../training/labelledImages.ts';
import { measureModel } from './measureModel.ts';
import { readModelCard, readOnlyArchitecture } from './modelCard.ts';

/** What is calibrated, and how: `temperatureChoice` as `CalibrateRequest` says. */
interface CalibrationWish {
  readonly modelId: string;
  readonly temperatureChoice?: TemperatureChoice | undefined;
}

/**
 * Fits a model's temperature, or one for each class, on the held-back images, and has it learn what sets its training images apart. Without
 * held-back labels its temperature stays: those of images kept when first corrected lie where networks doubt, and would make a model
 * less sure everywhere.
 */
export async function calibrateModel(session: ProjectSession, services: Services, { modelId, temperatureChoice }: CalibrationWish, watch: EngineWatch): Promise<CalibrateOutcome> {
  const { store } = session;
  const modelFolder = store.paths.model(modelId);
  const known = new Set((await readModelCard(modelFolder)).data.map(({ imageId }) => imageId));
  const trainedOn: EngineImage[] = [];
  for (const image of store.images.list()) if (known.has(image.id)) trainedOn.push(await engineImage(session, image));
  const images = await labelledImages(session, 'heldBack');
  return services.engine.calibrate({ images, trainedOn, modelFolder, labelsKey: heldBackKey(store) ?? '', temperatureChoice }, watch);
}

/**
 * Starts a job that calibrates a model and measures it again; the maps of the model in use are then made anew.
 * @throws SfumatoError `notFound`; `conflict` for a model that came as a graph; `noLabels` without held-back labels
 */
export function startCalibration(session: ProjectSession, services: Services, modelId: string, temperatureChoice?: TemperatureChoice): string {
  const { store } = session;
  const model = store.models.get(modelId);
  const name = givenName(model.name);
  if (model.architecture === readOnlyArchitecture) throw new SfumatoError('conflict', say('modelReadOnly', { model: name }));
  if (heldBackKey(store) === null) throw new SfumatoError('noLabels', say('nothingToCalibrateOn', { model: name }));
  const plan = { kind: 'evaluate', lane: 'engine', request: { modelId, calibrate: true, ...(temperatureChoice && { temperatureChoice }) }, message: say('waitingToCalibrate', { model: name }) } as const;
  return session.jobs.start(plan, async (control) => {
    control.progress({ message: say('calibrating', { model: name }) });
    const modelFolder = store.paths.model(modelId);
    const { temperature: earlier } = await readModelCard(modelFolder);
    const watch = (from: number): EngineWatch => ({
      signal: control.signal,
      onProgress: ({ message, fraction, remainingMs, rate }) => control.progress({ message, fraction: from + fraction / 2, remainingMs, rate }),
    });
    const { calibration } = await calibrateModel(session, services, { modelId, temperatureChoice }, watch(0));
    store.models.setMeasure(modelId, await measureModel(services, { images: await imagesToMeasure(session, true), modelFolder, ...watch(0.5) }));
    services.notifications.notify({ type: 'models' });
    if (store.models.inUse()?.id === modelId && calibration && !sameTemperatures(calibration.temperature, earlier)) {
      forgetPredictions(session, services, modelId);
      startPredictionWhereMissing(session, services);
    }
    // Labels that were taken away meanwhile leave nothing to tell but that.
    if (!calibration) throw new SfumatoError('noLabels', say('nothingToCalibrateOn', { model: name }));
    const { temperature, before, after } = calibration;
    // Both halves are measured, whichever the temperature was fitted on.
    const images = calibration.halves?.reduce((sum, { imageIds }) => sum + imageIds.length, 0) ?? calibration.images;
    const worth = { model: name, before: before.ece, after: after.ece, images };
    if (typeof temperature === 'number') return say('calibrated', { ...worth, temperature });
    const [least, most] = spanOfTemperatures(temperature);
    return say('calibratedByClass', { ...worth, least, most });
  });
}

/** Starts it for a model whose temperature was fitted on other labels than those that are held back now, or never. */
export async function startCalibrationWhereStale(session: ProjectSession, services: Services, modelId: string): Promise<void> {
  const { store } = session;
  const key = heldBackKey(store);
  if (key === null || store.models.get(modelId).architecture === readOnlyArchitecture) return;
  // Of a card that cannot be read, the prediction that follows says what is wrong.
  const card = await readModelCard(store.paths.model(modelId)).catch(() => null);
  if (card && card.calibration?.labelsKey !== key) startCalibration(session, services, modelId);
}

/** Names the held-back labels as they are now: another word once one of them changes. Null where there are none. */
export function heldBackKey(store: ProjectStore): string | null {
  const labelled = store.images.list().filter(({ role, labelledFraction }) => role === 'heldBack' && labelledFraction > 0);
  if (labelled.length === 0) return null;
  return createHash('sha256').update(JSON.stringify(labelled.map(({ id, labelSequence }) => [id, labelSequence]))).digest('hex');
}
