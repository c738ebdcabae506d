import type { ConfidentRest } from '../../core/insights/silentErrors.ts';
import type { RegionRecord } from '../../core/records.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

export interface ProjectExtent {
  readonly rest: ConfidentRest;
  readonly foregroundPixels: number;
  /** Work images that the model has not looked at, which nothing is said of. */
  readonly imagesWithout: number;
}

/** How much there is that the model is sure of, on the images that are worked on: what has no label and is not asked. @param waiting of `waitingRegions` */
export async function confidentRest(session: ProjectSession, modelId: string, waiting: readonly Pick<RegionRecord, 'pixelCount'>[]): Promise<ProjectExtent> {
  const { store } = session;
  let [unlabelledPixels, foregroundPixels, imagesWithout] = [0, 0, 0];
  for (const image of store.images.list()) {
    if (image.role !== 'work') continue;
    const prediction = store.predictions.find(modelId, image.id);
    const counts = prediction && (await session.labelState.count(image, prediction));
    if (!counts) {
      imagesWithout++;
      continue;
    }
    unlabelledPixels += counts.unlabelled;
    foregroundPixels += counts.foreground;
  }
  const regions = store.regions.ofModel(modelId);
  const asked = waiting.reduce((sum, { pixelCount }) => sum + pixelCount, 0);
  const largestAudit = regions.reduce((largest, { arm, pixelCount }) => (arm === 'audit' ? Math.max(largest, pixelCount) : largest), 0);
  return { rest: { pixels: Math.max(0, unlabelledPixels - asked), largestAudit }, foregroundPixels, imagesWithout };
}
