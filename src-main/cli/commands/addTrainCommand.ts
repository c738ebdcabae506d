import { Option } from 'commander';
import type { Command } from 'commander';
import type { InputWish } from '../../contract/training.ts';
import type { NetworkChoice } from '../../core/networks/NetworkDescription.ts';
import { mostTurns } from '../../core/networks/mostTurns.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { trainingDefaults } from '../../core/training/trainingDefaults.ts';
import { callerPath } from '../callerPath.ts';
import { followJob, followRunningJobs } from '../followJob.ts';
import { describeModel } from '../modelText.ts';
import type { RunAction } from '../runCommand.ts';
import { readNetworkChoice } from '../readNetworkChoice.ts';
import { wholeNumber } from '../readOptions.ts';
import { readTrainingConfig } from '../readTrainingConfig.ts';

interface TrainOptions {
  readonly json?: boolean;
  readonly members: number;
  readonly steps?: number;
  readonly seed: number;
  readonly from?: 'scratch' | 'inUse';
  readonly use?: boolean;
  readonly network?: string;
  readonly instances?: boolean;
  readonly encoderWeights?: string;
  readonly input: InputWish;
  readonly config?: string;
  readonly turns?: number;
}

/** `train PROJECT`: trains a candidate on every labelled pixel of the work images and measures it. */
export function addTrainCommand(program: Command, run: RunAction): void {
  program
    .command('train')
    .description('train a model on the labelled pixels and measure it on the held-back images')
    .argument('<project>', "the project's folder")
    .option('--members <count>', 'networks in the ensemble', wholeNumber(1, 16), 4)
    .option('--steps <count>', 'training steps of each network (default: by the number of images)', wholeNumber(1, 100_000))
    .option('--seed <number>', 'seed of all random numbers', wholeNumber(0, 2 ** 31 - 1), 1)
    .addOption(
      new Option('--from <start>', 'where to start (default: the model in use where there is one)').choices(['scratch', 'inUse']),
    )
    .option('--network <file>', 'JSON file {"architecture": …, "config": {…}} of the network to train from scratch (default: a U-Net)')
    .option('--instances', 'teach the network to tell objects that touch apart, when it trains from scratch')
    .option('--encoder-weights <file>', "safetensors file of published weights for the network's encoder, in timm's or torchvision's naming")
    .addOption(
      new Option('--input <channels>', 'what the networks see, from scratch (auto: colour where every labelled image is a coloured picture)').choices(['auto', 'grey', 'colour']).default('auto'),
    )
    .option('--turns <count>', 'in how many ways the model sees what it predicts: as it is, mirrored, turned; each counts as a member (default: as the model in use, else 1)', wholeNumber(1, mostTurns))
    .option('--config <file>', 'JSON file of settings: loss, optimizer, schedule, averaging, stopping, adversary, augmentation, learningRate, batchSize, cropSide')
    .option('--use', 'take the trained model into use')
    .option('--json', 'print one JSON document')
    .action((project: string, options: TrainOptions) =>
      run(options, async ({ client, progress }) => {
        const chosen = options.network === undefined ? null : await readNetworkChoice(callerPath(options.network));
        const network = options.instances ? withInstances(chosen) : chosen;
        const config = options.config === undefined ? {} : await readTrainingConfig(callerPath(options.config));
        await client.project.open({ folder: callerPath(project) });
        const before = await client.models.list();
        const from = options.from ?? (before.some(({ state }) => state === 'inUse') ? 'inUse' : 'scratch');
        await followJob(client, progress, () =>
          client.training.start({
            from,
            memberCount: options.members,
            stepsPerMember: options.steps ?? null,
            seed: options.seed,
            network,
            encoderWeights: options.encoderWeights === undefined ? null : callerPath(options.encoderWeights),
            input: options.input,
            turns: options.turns ?? null,
            ...config,
          }),
        );
        const known = new Set(before.map(({ id }) => id));
        let model = (await client.models.list()).find(({ id }) => !known.has(id));
        if (!model) throw new SfumatoError('internal', `project ${project}: training ended without a new model`);
        if (options.use && model.state !== 'inUse') {
          model = await client.models.promote({ modelId: model.id });
          await followRunningJobs(client, progress);
        }
        return { json: model, text: describeModel(model) };
      }),
    );
}

/** The network, by default the usual U-Net, with a distance head. */
function withInstances(chosen: NetworkChoice | null): NetworkChoice {
  const { width, depth } = trainingDefaults;
  const { architecture, config } = chosen ?? { architecture: 'unet', config: { width, depth } };
  return { architecture, config: { ...config, instances: true } };
}
