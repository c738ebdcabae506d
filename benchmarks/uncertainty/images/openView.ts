import { fitTemperatures } from '../../../src-main/core/calibration/fitTemperatures.ts';
import type { MemberLogits } from '../../../src-main/core/calibration/MemberLogits.ts';
import type { TemperatureKind, Temperatures } from '../../../src-main/core/calibration/Temperatures.ts';
import { memberLogitsOf } from '../../../src-main/engine/calibrate/memberLogitsOf.ts';
import type { Ensemble } from '../../../src-main/engine/ensemble/Ensemble.ts';
import { tfjsRunners } from '../../../src-main/engine/ensemble/MemberRunners.ts';
import { readModelFolder, type StoredModel } from '../../../src-main/engine/ensemble/modelFolder.ts';
import { turnedRunners } from '../../../src-main/engine/ensemble/turnedRunners.ts';
import type { MeasurableImage } from './ImageSet.ts';

/** Pixels that a temperature is fitted on, of all held-back images together. */
const fittedPixels = 2 ** 16;

/** How a model of the work folder is asked. */
export interface ViewWish {
  /** Null: all members. */
  readonly member: number | null;
  /** In how many ways each window is laid, 1 … 8. */
  readonly turns: number;
  readonly temperature: Temperatures;
}

/** A model as a method asks it, without writing anything into its folder; one model serves several methods. */
export interface View extends Pick<Ensemble, 'file' | 'windows' | 'members' | 'hasDistances' | 'hasConfidence' | 'concurrency' | 'dispose'> {
  /** What its training took, that of the members asked alone. */
  readonly trainingMs: number;
}

export async function openView(modelFolder: string, { member, turns, temperature }: ViewWish): Promise<View> {
  const model = await readModelFolder(modelFolder);
  const { file, network } = model;
  const chosen: StoredModel = member === null ? model : { ...model, members: [model.members[member]!], file: { ...file, members: [file.members[member]!] } };
  const members = turnedRunners(await tfjsRunners.of({ ...chosen, file: { ...chosen.file, temperature } }), turns);
  return {
    file,
    windows: { sizeMultiple: network.sizeMultiple, contextRadius: network.contextRadius, trainedSide: file.training.cropSide },
    members,
    hasDistances: false,
    hasConfidence: network.hasConfidence,
    concurrency: 1,
    trainingMs: (file.training.elapsedMs * chosen.members.length) / model.members.length,
    dispose: async () => {
      for (const each of members) await each.dispose();
    },
  };
}

/** The temperature, or the one of each class, at which the view's mean probabilities are likeliest on held-back images; the view itself is at 1. */
export async function temperatureOf(view: View, images: readonly MeasurableImage[], kind: TemperatureKind): Promise<Temperatures> {
  const gathered: MemberLogits[] = [];
  const count = Math.ceil(fittedPixels / images.length);
  for (const [place, image] of images.entries()) {
    gathered.push(await memberLogitsOf(view, image, { count, place, signal: new AbortController().signal, tileShare: 1 }));
  }
  return fitTemperatures(gathered, kind);
}
