import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trainingDefaults } from '../../src-main/core/training/trainingDefaults.ts';
import type { EvaluationFigures } from '../../src-main/core/records.ts';
import { readModelFolder, writeModelFolder } from '../../src-main/engine/ensemble/modelFolder.ts';
import { EngineClient } from '../../src-main/engine/engineClient.ts';
import { nodeProcesses } from '../../src-main/processes/nodeProcesses.ts';
import { describeMachine } from '../reporting/machine.ts';
import { loadNuclei, nucleiFolder, requireNuclei } from './nucleiImages.ts';

/**
 * Makes the demo's starter ensemble: trains it on the train split with the program's own defaults, measures it on the
 * val split, and writes it with its card to resources/demo/starter.
 * Run: node benchmarks/training/starterEnsemble.ts WORK_FOLDER
 * Cut off, it goes on from the checkpoints in the work folder; with a model there already, it only measures and writes.
 */

const starterFolder = fileURLToPath(new URL('../../resources/demo/starter', import.meta.url));

interface Measured {
  readonly ensemble: EvaluationFigures;
  readonly members: readonly EvaluationFigures[];
  readonly machine: string;
  readonly device: string;
}

requireNuclei();
const [argument] = process.argv.slice(2);
if (argument === undefined) {
  console.error('wanted a folder to work in: node benchmarks/training/starterEnsemble.ts WORK_FOLDER');
  process.exit(2);
}
const workFolder = resolve(argument);
const modelFolder = join(workFolder, 'model');
await mkdir(workFolder, { recursive: true });
const engine = new EngineClient(nodeProcesses);
try {
  if (!existsSync(modelFolder)) await train();
  const measured = await measure();
  await writeStarter(measured);
} finally {
  engine.close();
}

async function train(): Promise<void> {
  const images = await loadNuclei('train', workFolder);
  let shown = 0;
  await engine.train(
    {
      ...trainingDefaults,
      images,
      classNames: ['background', 'nucleus'],
      watched: [],
      parentFolder: null,
      modelFolder,
      checkpointFolder: join(workFolder, 'checkpoints'),
    },
    {
      onProgress: ({ message, fraction, remainingMs }) => {
        if (fraction < shown) return;
        shown = fraction + 0.01;
        console.error(`${message.text}, ${Math.round((remainingMs ?? 0) / 60_000)} minutes left`);
      },
    },
  );
}

async function measure(): Promise<Measured> {
  const images = await loadNuclei('val', workFolder);
  const figuresOf = async (member: number | null): Promise<EvaluationFigures> => (await engine.evaluate({ images, modelFolder, member })).figures;
  const members: EvaluationFigures[] = [];
  for (let member = 0; member < trainingDefaults.memberCount; member++) members.push(await figuresOf(member));
  return { ensemble: await figuresOf(null), members, machine: describeMachine(), device: (await engine.describe()).device.text };
}

async function writeStarter(measured: Measured): Promise<void> {
  const { file, members } = await readModelFolder(modelFolder);
  await rm(starterFolder, { recursive: true, force: true });
  await writeModelFolder(starterFolder, {
    file: { ...file, figures: { ...measured.ensemble, dicePerClass: [...measured.ensemble.dicePerClass] } },
    members: members.map((values, index) => ({ seed: file.members[index]!.seed, values })),
  });
  const card = cardOf(measured, { createdAt: file.createdAt, images: file.data.length, trainingMs: file.training.elapsedMs, dataSha256: await trainSplitSha256() });
  await writeFile(join(starterFolder, 'README.md'), card);
  console.log(card);
}

/** sha256 of the lines `sha256  path` of the split's image and label files, sorted by path. */
async function trainSplitSha256(): Promise<string> {
  const lines: string[] = [];
  for (const folder of ['images', 'labels']) {
    const names = (await readdir(join(nucleiFolder, folder))).filter((name) => name.startsWith('train-')).sort();
    for (const name of names) {
      const bytes = await readFile(join(nucleiFolder, folder, name));
      lines.push(`${createHash('sha256').update(bytes).digest('hex')}  ${folder}/${name}\n`);
    }
  }
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function cardOf(
  { ensemble, members, machine, device }: Measured,
  { createdAt, images, trainingMs, dataSha256 }: { readonly createdAt: string; readonly images: number; readonly trainingMs: number; readonly dataSha256: string },
): string {
  const { memberCount, stepsPerMember, batchSize, cropSide, learningRate, seed, width, depth } = trainingDefaults;
  const row = (name: string, figures: EvaluationFigures): string =>
    `| ${name} | ${figures.dice.toFixed(4)} | ${figures.ece.toFixed(4)} | ${figures.nll.toFixed(4)} | ${figures.learnedLossCorrelation?.toFixed(3) ?? '-'} |`;
  return [
    '# Starter ensemble: nuclei',
    '',
    'What the demo project begins with. It finds cell nuclei in fluorescence and stained light microscopy, and is meant for the demo: on images of another',
    'kind, train on your own.',
    '',
    `- **Architecture:** a Deep Ensemble of ${memberCount} U-Nets (width ${width}, depth ${depth}, 1.97 million parameters each; models/unet), each with a learning-loss head (models/heads/learningLoss).`,
    '- **Input:** grey (luma of RGB), each image less its mean and divided by its standard deviation, bright backgrounds inverted.',
    `- **Data:** the ${images} images of the train split of nuclei-dsb2018: Data Science Bowl 2018 stage 1 (BBBC038, CC0). sha256 over the split's files: \`${dataSha256}\`.`,
    `- **Training:** ${stepsPerMember} steps a network of ${batchSize} crops of ${cropSide} x ${cropSide} pixels, Adam with one cycle up to ${learningRate}, cross entropy + Dice, seed ${seed} with a stream of random numbers for each member; ${Math.round(trainingMs / 60_000)} minutes, on a machine shared with other work.`,
    '- **Command:** `npm run -s sfumato -- project create P --name Nuclei --classes background,nucleus`, then',
    '  `import P --images DIR/images --labels DIR/labels --label-kind instances --prefix train-`, then `train P --from scratch --members 4 --seed 1`; the settings are in',
    '  `src-main/core/training/trainingDefaults.ts`. `node benchmarks/training/starterEnsemble.ts WORK_FOLDER` sends the engine the same request and writes this card',
    '  (short runs of both gave the same bytes).',
    `- **Weights:** 16-bit floats, running statistics 32-bit; sha256 of each file in \`model.json\`. Made ${createdAt.slice(0, 10)} on ${machine}, ${device}.`,
    '- **Licence:** Apache-2.0, as the project; the data are CC0.',
    '',
    `Measured on the ${ensemble.imageCount} images of the val split, which it has not seen (the demo's images are among them):`,
    '',
    '| | Dice of the nuclei, mean over images | ECE | NLL, nats | learned loss against true loss, Spearman |',
    '|---|---|---|---|---|',
    row(`ensemble of ${memberCount}`, ensemble),
    ...members.map((figures, index) => row(`member ${index + 1}`, figures)),
    '',
  ].join('\n');
}
