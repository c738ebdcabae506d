import { ProjectStore } from '../../store/ProjectStore.ts';
import type { NewRegion } from '../../store/RegionRows.ts';

/** A square region of an image, as a test wants it. */
export type WantedRegion = Pick<NewRegion, 'imageId' | 'modelId' | 'box' | 'arm'> & Partial<NewRegion>;

/** A whole box as a region, with usual figures for what a test leaves out. */
export function boxRegion(id: string, wanted: WantedRegion): NewRegion {
  const pixelCount = wanted.box.width * wanted.box.height;
  return {
    id,
    mask: new Uint8Array(pixelCount).fill(1),
    pixelCount,
    score: 0.1 * pixelCount,
    means: { predictiveEntropy: 0.3, mutualInformation: 0.1, expectedEntropy: 0.2, learnedLoss: 0.3 },
    proposedClass: 1,
    reason: 'predictiveEntropy',
    strategy: 'standard',
    boundaryPixels: 4,
    worth: 0.1,
    features: [0.5, 0.5],
    state: 'open',
    ...wanted,
  };
}

/** Puts regions in place of the open ones of their images. @param folder of a project that nobody has open */
export async function putRegions(folder: string, regions: readonly NewRegion[]): Promise<void> {
  const store = await ProjectStore.open(folder);
  try {
    store.transaction(() => {
      for (const imageId of new Set(regions.map((region) => region.imageId))) {
        const ofImage = regions.filter((region) => region.imageId === imageId);
        store.regions.replace(ofImage[0]!.modelId, imageId, ofImage);
      }
    });
  } finally {
    store.close();
  }
}
