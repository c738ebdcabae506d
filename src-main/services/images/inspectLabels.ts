import type { Message } from '../../core/messages/Message.ts';
import { saidBy } from '../../core/SfumatoError.ts';
import type { Services } from '../Services.ts';
import type { FoundFile } from './findImageFiles.ts';
import { spreadOver } from './spreadOver.ts';

export interface InspectedLabel {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number; readonly slices: number } | null;
  readonly problem: Message | null;
  /** What its pixels hold, in order, without 0 and 255; null where that was not looked into. */
  readonly values: readonly number[] | null;
}

/** Beside those that go with opened images, so many are opened, so that a choice among them can be judged at once. */
const mostOthersOpened = 200;

/**
 * Reads the headers of label files, so that one of another size than its image is told before the import.
 * @param known `paired`: names of those that go with an image that was opened; `values`: what those looked into hold
 */
export async function inspectLabels(
  services: Services,
  labels: readonly FoundFile[],
  { paired, values }: { readonly paired: ReadonlySet<string>; readonly values: ReadonlyMap<string, readonly number[]> },
): Promise<InspectedLabel[]> {
  const others = new Set(spreadOver(labels.filter(({ name }) => !paired.has(name)), mostOthersOpened));
  const inspected: InspectedLabel[] = [];
  for (const label of labels) {
    const isOpened = paired.has(label.name) || others.has(label);
    const header = isOpened ? await headerOf(services, label) : { size: null, problem: null };
    inspected.push({ name: label.name, ...header, values: values.get(label.name) ?? null });
  }
  return inspected;
}

async function headerOf(services: Services, label: FoundFile): Promise<Pick<InspectedLabel, 'size' | 'problem'>> {
  try {
    const { width, height, slices } = await services.images.describe(label);
    return { size: { width, height, slices }, problem: null };
  } catch (thrown) {
    return { size: null, problem: saidBy(thrown) };
  }
}
