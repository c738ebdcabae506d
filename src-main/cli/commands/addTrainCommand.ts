import { Option } from 'commander';
import type { Command } from 'commander';
import type { InputWish } from '../../contract/training.ts';
import type { NetworkChoice } from '../../core/networks/NetworkDescription.ts';
import { mostTurns } from '../../core/networks/mostTurns.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { mostPasses } from '../../core/networks/mostPasses.ts';
import { deepEnsemble, mostMembers } from '../../core/uncertainty/UncertaintyChoice.ts';
import { trainingDefaults } from '../../core/training/trainingDefaults.ts';
import { callerPath } from '../callerPath.ts';
import { followJob, followRunningJobs } from '../followJob.ts';
import { methodInUse, methodOf } from '../methodOf.ts';
import { describeModel } from '../modelText.ts';
import type { RunAction } from '../runCommand.ts';
import { readNetworkChoice } from '../readNetworkChoice.ts';
import { decimal, wholeNumber } from '../readOptions.ts';
import { readTrainingConfig, withDenoiser } from '../readTrainingConfig.ts';
import { readUncertainty, settingsObject } from '../readUncertainty.ts';
import type { UncertaintyOptions } from '../readUncertainty.ts';
import { spreadAdvice } from '../spreadAdvice.ts';

interface TrainOptions extends UncertaintyOptions {
  readonly json?: boolean;
  readonly steps?: number;
  readonly seed: number;
  readonly from?: 'scratch' | 'inUse';
  readonly use?: boolean;
  readonly despite?: boolean;
  readonly light?: boolean;
  readonly network?: string;
  readonly instances?: boolean;
  readonly dropout?: number;
  readonly passes?: number;
  readonly encoderWeights?: string;
  readonly input: InputWish;
  readonly config?: string;
  readonly turns?: number;
  readonly denoiser?: number;
}

/** `train PROJECT`: trains a candidate on every labelled pixel of the work images and measures it. */
export function addTrainCommand(program: Command, run: RunAction): void {
  program
    .command('train')
    .description('train a model on the labelled pixels and measure it on the held-back images')
    .argument('<project>', "the project's folder")
    .option('--members <count>', 'networks in the ensemble; of an uncertainty method, drawn of each training', wholeNumber(1, mostMembers), 4)
    .option(
      '--method <name>',
      'how each training gives several networks: deepEnsemble (one each), swag, tradi, bayesByBackprop, batchEnsemble, lpBnn, packedEnsemble (default: as the model it begins with, else deepEnsemble)',
    )
    .option('--method-settings <json>', 'JSON object of the method\'s settings, such as {"rank": 10}', settingsObject)
    .option('--trainings <count>', 'trainings whose networks are put together (default: one for each network of a Deep Ensemble, else one)', wholeNumber(1, 16))
    .option('--steps <count>', 'training steps of each network (default: by the number of images)', wholeNumber(1, 100_000))
    .option('--seed <number>', 'seed of all random numbers', wholeNumber(0, 2 ** 31 - 1), 1)
    .addOption(
      new Option('--from <start>', 'where to start (default: the model in use where there is one)').choices(['scratch', 'inUse']),
    )
    .option('--network <file>', 'JSON file {"architecture": …, "config": {…}} of the network to train from scratch (default: a U-Net)')
    .option('--instances', 'teach the network to tell objects that touch apart, when it trains from scratch')
    .option('--dropout <share>', "share of channels that the network's dropout drops, 0 to 0.9, when it trains from scratch", decimal(0, 0.9))
    .option('--passes <count>', 'stochastic passes with which the model runs each network, for networks with dropout', wholeNumber(1, mostPasses))
    .option('--encoder-weights <file>', "safetensors file of published weights for the network's encoder, in timm's or torchvision's naming")
    .addOption(
      new Option('--input <channels>', 'what the networks see, from scratch (auto: colour where every labelled image is a coloured picture)').choices(['auto', 'grey', 'colour']).default('auto'),
    )
    .option('--turns <count>', 'in how many ways the model sees what it predicts: as it is, mirrored, turned; each counts as a member (default: as the model in use, else 1)', wholeNumber(1, mostTurns))
    .option('--denoiser <steps>', 'train a denoiser for so many steps and put it before the networks, against perturbed images (0: none)', wholeNumber(0, 100_000))
    .option('--config <file>', 'JSON file of settings: loss, optimizer, schedule, averaging, stopping, adversary, denoiser, augmentation, learningRate, batchSize, cropSide')
    .option('--light', 'a light update of the model in use: as many steps as fit into half a minute or so')
    .option('--use', 'take the trained model into use, unless it was found worse than the one in use')
    .option('--despite', 'with --use: also where it was found worse')
    .option('--json', 'print one JSON document')
    .action((project: string, options: TrainOptions) =>
      run(options, async ({ client, progress }) => {
        const chosen = options.network === undefined ? null : await readNetworkChoice(callerPath(options.network));
        const network = withFields(chosen, { ...(options.instances && { instances: true }), ...(options.dropout !== undefined && { dropout: options.dropout }) });
        const config = withDenoiser(options.config === undefined ? {} : await readTrainingConfig(callerPath(options.config)), options.denoiser);
        await client.project.open({ folder: callerPath(project) });
        const before = await client.models.list();
        const from = options.from ?? (before.some(({ state }) => state === 'inUse') ? 'inUse' : 'scratch');
        const trainings = readUncertainty(options, from === 'inUse' ? await methodInUse(client) : null);
        const advice = spreadAdvice(trainings.uncertainty?.method ?? deepEnsemble, config.recipe ?? {});
        if (advice) progress.note(advice);
        await followJob(client, progress, () =>
          client.training.start({
            from,
            update: options.light ? 'light' : 'full',
            memberCount: trainings.memberCount,
            uncertainty: trainings.uncertainty && { ...trainings.uncertainty, settings: { ...trainings.uncertainty.settings } },
            stepsPerMember: options.steps ?? null,
            seed: options.seed,
            network,
            passes: options.passes ?? null,
            encoderWeights: options.encoderWeights === undefined ? null : callerPath(options.encoderWeights),
            input: options.input,
            turns: options.turns ?? null,
            ...config,
          }),
        );
        const known = new Set(before.map(({ id }) => id));
        let model = (await client.models.list()).find(({ id }) => !known.has(id));
        if (!model) throw new SfumatoError('internal', `project ${project}: training ended without a new model`);
        const isRefused = model.comparison?.verdict === 'worse' && !options.despite;
        if (options.use && model.state !== 'inUse' && !isRefused) {
          model = await client.models.promote({ modelId: model.id, despite: true });
          await followRunningJobs(client, progress);
        }
        return { json: model, text: describeModel(model, await methodOf(client, model.id)) };
      }),
    );
}

/** The network, by default the usual U-Net, with these fields of its config; null where nothing was said of it. */
function withFields(chosen: NetworkChoice | null, fields: NetworkChoice['config']): NetworkChoice | null {
  if (Object.keys(fields).length === 0) return chosen;
  const { width, depth } = trainingDefaults;
  const { architecture, config } = chosen ?? { architecture: 'unet', config: { width, depth } };
  return { architecture, config: { ...config, ...fields } };
}
