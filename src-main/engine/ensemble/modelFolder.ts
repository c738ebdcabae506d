import { mkdir, open, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createNetwork } from '../../../models/registry.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError, messageOf, saidBy } from '../../core/SfumatoError.ts';
import { channelCountOf } from '../../core/training/InputChannels.ts';
import { partialName, renameDurably, syncFolder } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import type { DenoiserValues } from '../adversary/loadDenoiser.ts';
import { importedArchitecture } from './importedModelFile.ts';
import { memberNetwork } from './MemberNetwork.ts';
import type { MemberNetwork } from './MemberNetwork.ts';
import { decodeDenoiser, denoiserFileName, encodeDenoiser } from './denoiserFile.ts';
import { encodeDistribution } from './distributionFile.ts';
import type { TrainedDistribution } from './distributionFile.ts';
import { headsOf, modelFileName, modelFileSchema } from './modelFile.ts';
import type { ModelFile } from './modelFile.ts';
import { decodeWeights, encodeWeights, sha256Of } from './weightsFile.ts';
import type { MemberValues } from './weightsFile.ts';

/** A model read from its folder and checked. */
export interface StoredModel {
  readonly file: ModelFile;
  readonly modelFileSha256: string;
  readonly network: MemberNetwork;
  readonly members: readonly MemberValues[];
  /** What is put before each member; left out: nothing. */
  readonly denoiser?: DenoiserValues;
}

/**
 * Reads a model of this program's own whole.
 * @throws SfumatoError `notFound`; `invalidInput` for a network that was imported and can only predict; `corrupt` naming the file that is not
 *   what `model.json` says
 */
export async function readModelFolder(folder: string): Promise<StoredModel> {
  const path = join(folder, modelFileName);
  const text = await readOrExplain(path);
  const file = parseModelFile(text, path);
  const network = memberNetwork(networkOf(file, path));
  const members: MemberValues[] = [];
  for (const entry of file.members) members.push(decodeWeights(await readChecked(folder, entry), network, file.weightType, join(folder, entry.weightsFile)));
  const denoiser = file.denoiser && { denoiser: decodeDenoiser(await readChecked(folder, file.denoiser), { width: file.denoiser.width, channels: channelCountOf(file.normalisation.channels) }, join(folder, file.denoiser.weightsFile)) };
  return { file, modelFileSha256: sha256Of(text), network, members, ...denoiser };
}

/** @throws SfumatoError `notFound`, or `corrupt` when the file is not the one that `model.json` means */
export async function readChecked(folder: string, { weightsFile, sha256 }: { readonly weightsFile: string; readonly sha256: string }): Promise<Uint8Array> {
  const path = join(folder, weightsFile);
  const bytes = await readOrExplain(path);
  const got = sha256Of(bytes);
  if (got !== sha256) throw new SfumatoError('corrupt', say('weightsDiffer', { path, wanted: sha256, got }));
  return bytes;
}

function networkOf(file: ModelFile, path: string) {
  try {
    const network = createNetwork(file.architecture, file.config, path);
    if (file.passes && !network.split) throw new SfumatoError('invalidInput', say('passesAlike', { path, passes: file.passes.count }));
    if (String(file.head) !== String(headsOf(network.config))) throw new SfumatoError('invalidInput', say('modelHeadsDiffer', { path, wanted: [headsOf(network.config)].flat().join(', '), got: [file.head].flat().join(', ') }));
    const otherCount = [file.temperature, ...(file.calibration?.halves ?? []).map(({ temperature }) => temperature)].find((each) => typeof each !== 'number' && each.length !== file.classes.length);
    if (typeof otherCount === 'object') throw new SfumatoError('invalidInput', say('modelTemperaturesDiffer', { path, wanted: file.classes.length, got: otherCount.length }));
    if (network.config['classes'] === file.classes.length) return network;
  } catch (thrown) {
    throw new SfumatoError('corrupt', saidBy(thrown), { cause: thrown });
  }
  throw new SfumatoError(
    'corrupt',
    say('modelClassesDiffer', { path, wanted: file.classes.length, got: String(file.config['classes']) }),
  );
}

/** @throws SfumatoError `corrupt`; `invalidInput` for a network that was imported */
export function parseModelFile(text: Uint8Array, path: string): ModelFile {
  let candidate: unknown;
  try {
    candidate = JSON.parse(new TextDecoder().decode(text));
  } catch (thrown) {
    throw new SfumatoError('corrupt', say('noJson', { path, why: messageOf(thrown) }), { cause: thrown });
  }
  if ((candidate as { readonly architecture?: unknown } | null)?.architecture === importedArchitecture) {
    throw new SfumatoError('invalidInput', say('modelReadOnly', { model: path }));
  }
  const checked = modelFileSchema.safeParse(candidate);
  if (!checked.success) throw new SfumatoError('corrupt', say('faultAt', { place: path, why: messageOf(checked.error) }));
  return checked.data;
}

async function readOrExplain(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (thrown) {
    throw systemError(thrown, path);
  }
}

/** A model about to be written; names and checksums of its weights follow from the values. */
export interface NewModel {
  readonly file: Omit<ModelFile, 'members' | 'distributions' | 'denoiser'>;
  readonly members: readonly { readonly seed: number; readonly values: MemberValues }[];
  /** What each training ended with, where the members were drawn from it; default: none. */
  readonly distributions?: readonly TrainedDistribution[];
  /** What is put before each member; default: nothing. */
  readonly denoiser?: DenoiserValues;
}

/**
 * Writes a model into a folder beside the wanted one, flushes it and renames it: it appears whole or not at all.
 * @throws SfumatoError `conflict` when the folder exists with something in it
 */
export async function writeModelFolder(folder: string, model: NewModel): Promise<void> {
  await refuseFilled(folder);
  const temporary = partialName(folder);
  try {
    await mkdir(temporary, { recursive: true });
    const members: ModelFile['members'] = [];
    for (const [index, { seed, values }] of model.members.entries()) {
      const weightsFile = `member-${index}.bin`;
      const bytes = encodeWeights(values, model.file.weightType);
      await writeAndFlush(join(temporary, weightsFile), bytes);
      members.push({ seed, weightsFile, sha256: sha256Of(bytes) });
    }
    const distributions: ModelFile['distributions'] = [];
    for (const [index, distribution] of (model.distributions ?? []).entries()) {
      const weightsFile = `distribution-${index}.bin`;
      const bytes = encodeDistribution(distribution);
      await writeAndFlush(join(temporary, weightsFile), bytes);
      distributions.push({ weightsFile, sha256: sha256Of(bytes) });
    }
    let denoiser: ModelFile['denoiser'];
    if (model.denoiser) {
      const bytes = encodeDenoiser(model.denoiser);
      denoiser = { width: model.denoiser.config.width, weightsFile: denoiserFileName, sha256: sha256Of(bytes) };
      await writeAndFlush(join(temporary, denoiserFileName), bytes);
    }
    const file = modelFileSchema.parse({ ...model.file, members, ...(distributions.length > 0 && { distributions }), ...(denoiser && { denoiser }) });
    await writeAndFlush(join(temporary, modelFileName), new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`));
    await syncFolder(temporary);
    await renameDurably(temporary, folder);
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true });
    throw systemError(thrown, folder);
  }
}

async function writeAndFlush(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function refuseFilled(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw systemError(thrown, folder);
  });
  if (entries.length > 0) throw new SfumatoError('conflict', say('modelFolderNotEmpty', { folder, count: entries.length }));
}
