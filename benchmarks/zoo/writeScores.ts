import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zooSets } from './dataSets.ts';
import type { ZooScores } from './measureModel.ts';
import { zooSystems } from './systems.ts';
import type { MadeRow } from './zoo.ts';

const heading = '## Measured here';

/** Writes what a system scored to the end of its folder's README, in place of what stood under the same heading. */
export function writeScores(rows: readonly MadeRow[]): void {
  for (const folder of new Set(zooSystems.map((system) => system.folder))) {
    const names = zooSystems.filter((system) => system.folder === folder).map(({ name }) => name);
    const own = names.flatMap((name) => zooSets.flatMap((set) => rows.filter((row) => row.system === name && row.set === set.name)));
    if (own.length === 0) continue;
    const path = fileURLToPath(new URL(`../../models/${folder}/README.md`, import.meta.url));
    const [before = ''] = readFileSync(path, 'utf8').split(`\n${heading}\n`);
    writeFileSync(path, `${before.trimEnd()}\n\n${heading}\n\n${sectionOf(own)}`);
  }
}

function sectionOf(rows: readonly MadeRow[]): string {
  const lines = rows.map(({ title, set, scores, withCrf, parameters, budget }) => {
    const isBinary = scores.iouPerClass.length === 2;
    const text = (of: ZooScores): string => (isBinary ? `${of.meanIou.toFixed(3)}, ${of.dice.toFixed(3)}` : of.meanIou.toFixed(3));
    const crf = withCrf ? ` (with CRF ${text(withCrf)})` : '';
    return `| ${title} | ${set} | ${budget.steps} steps of ${budget.batchSize} x ${budget.cropSide}² | ${text(scores)}${crf} | ${(parameters / 1e6).toFixed(2)} M |`;
  });
  return [
    'In the small size, from random weights, on images it has not seen; the same budget for every system of a set. All of them: [the zoo’s table](../../docs/results/zoo.md).',
    '',
    '| system | data | learned | mIoU, and Dice of a single class | parameters |',
    '|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}
