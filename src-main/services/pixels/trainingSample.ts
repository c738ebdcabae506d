import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Pixels } from './answerPixels.ts';

/** What a network in training made of an image at a step. */
export async function trainingSample(session: ProjectSession, parts: Readonly<Record<string, string>>): Promise<Pixels | null> {
  const bytes = await session.runs.sample(parts['runId']!, Number(parts['step']), parts['imageId']!);
  return bytes && { bytes, isCurrent: true };
}
