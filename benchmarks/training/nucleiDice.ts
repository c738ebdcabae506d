import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trainingDefaults } from '../../src-main/core/training/trainingDefaults.ts';
import { EngineClient } from '../../src-main/engine/engineClient.ts';
import { nodeProcesses } from '../../src-main/processes/nodeProcesses.ts';
import { describeMachine } from '../reporting/machine.ts';
import { loadNuclei, requireNuclei } from './nucleiImages.ts';

/**
 * Trains one network on the train split of the nuclei with the program's own defaults, as `train` does, and measures it
 * on the val split. Run: node benchmarks/training/nucleiDice.ts
 * Goal: a Dice of the foreground of at least 0.91 after less than ten minutes of training on two cores.
 */

const goal = { dice: 0.91, minutes: 10 } as const;
const resultsFolder = fileURLToPath(new URL('../../docs/results', import.meta.url));

requireNuclei();
const workFolder = await mkdtemp(join(tmpdir(), 'sfumato-nuclei-'));
const engine = new EngineClient(nodeProcesses);
try {
  const device = (await engine.describe()).device.text;
  const modelFolder = join(workFolder, 'model');
  const images = await loadNuclei('train', workFolder);
  let shown = 0;
  const { elapsedMs, finalLoss } = await engine.train(
    {
      ...trainingDefaults,
      memberCount: 1,
      images,
      classNames: ['background', 'nucleus'],
      watched: [],
      parentFolder: null,
      modelFolder,
      checkpointFolder: join(workFolder, 'checkpoints'),
    },
    {
      onProgress: ({ message, loss, dice, fraction }) => {
        if (fraction < shown) return;
        shown += 0.05;
        console.error(`${message.text}: loss ${loss?.toFixed(3)}, Dice on the crops ${dice?.toFixed(3) ?? '-'}`);
      },
    },
  );
  const { figures } = await engine.evaluate({ images: await loadNuclei('val', workFolder), modelFolder, member: null });
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    device,
    settings: { ...trainingDefaults, memberCount: 1 },
    trainingImages: images.length,
    trainingSeconds: Math.round(elapsedMs / 1000),
    secondsPerStep: Number((elapsedMs / 1000 / trainingDefaults.stepsPerMember).toFixed(3)),
    finalLoss,
    figures,
    goal,
    reached: figures.dice >= goal.dice && elapsedMs < goal.minutes * 60_000,
  };
  await mkdir(resultsFolder, { recursive: true });
  await writeFile(join(resultsFolder, 'nuclei-dice.json'), `${JSON.stringify(result, null, 2)}\n`);
  const page = pageOf(result);
  await writeFile(join(resultsFolder, 'nuclei-dice.md'), page);
  console.log(page);
} finally {
  engine.close();
  await rm(workFolder, { recursive: true, force: true });
}

function pageOf(result: {
  readonly date: string;
  readonly machine: string;
  readonly device: string;
  readonly trainingImages: number;
  readonly trainingSeconds: number;
  readonly secondsPerStep: number;
  readonly figures: Awaited<ReturnType<EngineClient['evaluate']>>['figures'];
  readonly reached: boolean;
}): string {
  const { figures } = result;
  const { stepsPerMember, batchSize, cropSide, width, depth, seed } = trainingDefaults;
  const rows: [string, string][] = [
    ['Dice of the nuclei, mean over images', figures.dice.toFixed(4)],
    ['expected calibration error', figures.ece.toFixed(4)],
    ['accuracy', figures.accuracy.toFixed(4)],
    ['negative log likelihood', `${figures.nll.toFixed(4)} nats`],
    ['learned loss against true loss, Spearman, 16 x 16 blocks', figures.learnedLossCorrelation?.toFixed(3) ?? '-'],
    ['training', `${result.trainingSeconds} s (${result.secondsPerStep} s a step)`],
  ];
  return [
    '# One network on the nuclei of the Data Science Bowl 2018',
    '',
    `U-Net of width ${width} and depth ${depth} with a learning-loss head, ${stepsPerMember} steps of ${batchSize} crops of ${cropSide} x ${cropSide}, seed ${seed};`,
    `trained on the ${result.trainingImages} images of the train split, measured on the ${figures.imageCount} of the val split.`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    `Goal: Dice of at least ${goal.dice} after less than ${goal.minutes} minutes of training on two cores: ${result.reached ? 'reached' : 'missed'}.`,
    '',
    `${result.device}; ${result.machine}; ${result.date}. Made by \`node benchmarks/training/nucleiDice.ts\`.`,
    '',
  ].join('\n');
}
