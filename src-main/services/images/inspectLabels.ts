import type { Message } from '../../core/messages/Message.ts';
import { saidBy } from '../../core/SfumatoError.ts';
import type { Services } from '../Services.ts';
import type { FoundFile } from './findImageFiles.ts';
import { spreadOver } from './spreadOver.ts';

export interface InspectedLabel {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number; readonly slices: number } | null;
  readonly problem: Message | null;
}

/** Beside those that go with opened images, so many are opened, so that a choice among them can be judged at once. */
const mostOthersOpened = 200;

/**
 * Reads the headers of label files, so that one of another size than its image is told before the import.
 * @param paired names of those that go with an image that was opened
 */
export async function inspectLabels(services: Services, labels: readonly FoundFile[], paired: ReadonlySet<string>): Promise<InspectedLabel[]> {
  const others = new Set(spreadOver(labels.filter(({ name }) => !paired.has(name)), mostOthersOpened));
  const inspected: InspectedLabel[] = [];
  for (const label of labels) {
    const isOpened = paired.has(label.name) || others.has(label);
    inspected.push(isOpened ? await inspectLabel(services, label) : { name: label.name, size: null, problem: null });
  }
  return inspected;
}

async function inspectLabel(services: Services, label: FoundFile): Promise<InspectedLabel> {
  try {
    const { width, height, slices } = await services.images.describe(label);
    return { name: label.name, size: { width, height, slices }, problem: null };
  } catch (thrown) {
    return { name: label.name, size: null, problem: saidBy(thrown) };
  }
}
