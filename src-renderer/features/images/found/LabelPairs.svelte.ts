import { settlePairs } from '../../../../src-main/core/pairing/settlePairs.ts';
import type { LabelChoice } from '../../../../src-main/core/pairing/settlePairs.ts';
import { formatCount } from '../../../messages/format.ts';
import { words } from '../../../messages/messages.ts';
import { told } from '../../../messages/told.ts';
import type { Inspection } from './Source.svelte.ts';

type InspectedFile = Inspection['files'][number];

/** Which label file goes with which image: what the names say, and what the user has said of it before the import. */
export class LabelPairs {
  readonly #found: () => Inspection | null;
  #chosen: ReadonlyMap<string, string | null> = $state.raw(new Map());
  readonly choices: readonly LabelChoice[] = $derived.by(() => [...this.#chosen].map(([image, label]) => ({ image, label })));
  readonly #labels = $derived.by(() => new Map(this.#found()?.labels.map((label) => [label.name, label])));
  readonly #settled = $derived.by(() => {
    const found = this.#found();
    const pairs = new Map(found?.pairs.flatMap(({ image, label }) => (label === null ? [] : [[image, label] as const])));
    return settlePairs({ pairs, ambiguous: found?.ambiguous ?? [] }, this.names, this.choices);
  });
  /** Every label file there is to choose from. */
  readonly names: readonly string[] = $derived.by(() => [...this.#labels.keys()]);
  /** The label files that come in. */
  readonly used: ReadonlySet<string> = $derived.by(() => new Set(this.#settled.pairs.values()));
  /** Those of no image; not those between which the user is still to choose. */
  readonly unused: readonly string[] = $derived.by(() => {
    const possible = new Set(this.#settled.ambiguous.flatMap(({ labels }) => labels));
    return this.#settled.unused.filter((name) => !possible.has(name));
  });
  /** Images of which several label files could be meant, or that share one with another image. */
  readonly undecided: ReadonlySet<string> = $derived.by(() => new Set(this.#settled.ambiguous.flatMap(({ images }) => images).filter((image) => !this.#settled.pairs.has(image))));
  /** Images that come in with labels; as the report says it where nothing was chosen. */
  readonly count: number = $derived.by(() => {
    const found = this.#found();
    return found === null ? 0 : this.#chosen.size === 0 ? found.pairCount : this.#settled.pairs.size;
  });
  /** Of the opened images: those whose label file does not go with them, and why. */
  readonly faults: ReadonlyMap<string, string> = $derived.by(() => {
    const faults = new Map<string, string>();
    for (const file of this.#found()?.files ?? []) {
      const fault = this.#faultOf(file);
      if (fault !== null) faults.set(file.name, fault);
    }
    return faults;
  });

  /** @param found what was found in the folder; null while it is not known */
  constructor(found: () => Inspection | null) {
    this.#found = found;
  }

  labelOf(image: string): string | null {
    return this.#settled.pairs.get(image) ?? null;
  }

  /** Takes a label file, or none, for an image; it is then no other image's. */
  choose(image: string, label: string | null): void {
    const others = [...this.#chosen].filter(([other, taken]) => other !== image && (label === null || taken !== label));
    this.#chosen = new Map([...others, [image, label]]);
  }

  /** What was chosen in one folder says nothing of another. */
  forget(): void {
    this.#chosen = new Map();
  }

  #faultOf(file: InspectedFile): string | null {
    const label = this.#labels.get(this.labelOf(file.name) ?? '');
    if (label === undefined) return null;
    const text = words.found;
    if (label.problem !== null) return told(label.problem);
    if (label.size === null) return null;
    const { width, height, slices } = label.size;
    if (width !== file.width || height !== file.height) return text.labelSizeDiffers(`${width} × ${height}`, `${file.width} × ${file.height}`);
    // A single image takes the first of several slices.
    return file.slices > 1 && slices !== file.slices ? text.labelSlicesDiffer(formatCount(slices), formatCount(file.slices)) : null;
  }
}
