import { appendFile, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { learnedSchema, trainingPointSchema, trainingSampleSchema, trainingSettingsSchema } from '../../contract/training.ts';
import type { TrainingPoint, TrainingSample } from '../../core/training/TrainingRun.ts';
import { writeFileAtomic } from '../../files/atomicFile.ts';

/** Runs whose curves and samples are kept; those before them leave their figures in their models. */
const keptRuns = 60;

const headSchema = z.object({
  modelId: z.string(),
  parentId: z.string().nullable(),
  createdAt: z.string(),
  settings: trainingSettingsSchema,
  learned: learnedSchema,
});
export type RunHead = z.infer<typeof headSchema>;

const idPattern = /^[0-9a-zA-Z-]{1,80}$/;

/**
 * What training runs leave of themselves in the project's folder: `runs/<id>` with the settings, the curve's points a
 * line each, and sample predictions a byte a pixel. Nothing depends on these files: what cannot be read counts as missing.
 */
export class TrainingRunFiles {
  readonly #folder: string;
  /** Lines are appended in the order in which they came. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Notes a run at its start; one that goes on keeps what it has. Forgets the oldest where there are many. */
  async begin(runId: string, head: RunHead): Promise<void> {
    await mkdir(this.#samples(runId), { recursive: true });
    await writeFileAtomic(join(this.#run(runId), 'run.json'), JSON.stringify(head));
    const all = await this.ids();
    for (const id of all.slice(keptRuns)) await rm(this.#run(id), { recursive: true, force: true });
  }

  notePoint(runId: string, point: TrainingPoint): Promise<void> {
    return this.#append(join(this.#run(runId), 'points.jsonl'), point);
  }

  async noteSample(runId: string, sample: TrainingSample, prediction: Uint8Array): Promise<void> {
    await writeFile(this.#samplePath(runId, sample.step, sample.imageId), prediction);
    await this.#append(join(this.#run(runId), 'samples.jsonl'), sample);
  }

  /** Waits for what was noted so far. */
  async written(): Promise<void> {
    await this.#turn;
  }

  /** Ids of the runs that left files, latest first. */
  async ids(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const dated = await Promise.all(
      names.filter((name) => idPattern.test(name)).map(async (name) => ({ name, at: (await this.head(name))?.createdAt ?? '' })),
    );
    return dated.sort((a, b) => b.at.localeCompare(a.at)).map(({ name }) => name);
  }

  async head(runId: string): Promise<RunHead | null> {
    const text = await readFile(join(this.#run(runId), 'run.json'), 'utf8').catch(() => null);
    return text === null ? null : parsed(headSchema, text);
  }

  /** In order; of a step told twice, because a crash made the run go back, the later word. */
  async points(runId: string): Promise<TrainingPoint[]> {
    const byStep = new Map<number, TrainingPoint>();
    for (const point of await this.#lines(join(this.#run(runId), 'points.jsonl'), trainingPointSchema)) byStep.set(point.step, point);
    return [...byStep.values()].sort((a, b) => a.step - b.step);
  }

  async samples(runId: string): Promise<TrainingSample[]> {
    const byPlace = new Map<string, TrainingSample>();
    for (const sample of await this.#lines(join(this.#run(runId), 'samples.jsonl'), trainingSampleSchema)) {
      byPlace.set(`${sample.step} ${sample.imageId}`, sample);
    }
    return [...byPlace.values()].sort((a, b) => a.step - b.step);
  }

  /** The most probable class of each pixel of a sample's box; null where there is no such sample. */
  async sample(runId: string, step: number, imageId: string): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!idPattern.test(runId) || !idPattern.test(imageId) || !Number.isInteger(step)) return null;
    const bytes = await readFile(this.#samplePath(runId, step, imageId)).catch(() => null);
    return bytes && Uint8Array.from(bytes);
  }

  #append(path: string, line: unknown): Promise<void> {
    const done = this.#turn.then(() => appendFile(path, `${JSON.stringify(line)}\n`));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #lines<Line>(path: string, schema: z.ZodType<Line>): Promise<Line[]> {
    const exists = await stat(path).then(() => true, () => false);
    if (!exists) return [];
    const text = await readFile(path, 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => parsed(schema, line) ?? []);
  }

  #run(runId: string): string {
    return join(this.#folder, runId);
  }

  #samples(runId: string): string {
    return join(this.#run(runId), 'samples');
  }

  #samplePath(runId: string, step: number, imageId: string): string {
    return join(this.#samples(runId), `${step}-${imageId}`);
  }
}

/** Null for a line that was cut off with the program. */
function parsed<Value>(schema: z.ZodType<Value>, text: string): Value | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
