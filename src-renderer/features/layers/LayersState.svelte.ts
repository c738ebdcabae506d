import { shownMapKinds } from '../../../src-main/core/heatMaps.ts';
import type { ShownMapKind } from '../../../src-main/core/heatMaps.ts';
import { isNumberWithin, isOneOf, readStored, writeStored } from '../../app/stored.ts';
import type { OverlayStyle } from '../../canvas/overlay.ts';
import { colourMapNames } from '../../colour/colourMaps.ts';
import type { ColourMapName } from '../../colour/colourMaps.ts';

export const overlayStyles = ['hidden', 'outline', 'fill', 'both'] as const satisfies readonly OverlayStyle[];

export const belowStyles = ['greyed', 'clear'] as const;
export type BelowStyle = (typeof belowStyles)[number];

const isShare = isNumberWithin(0, 1);
const isClassList = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((index) => Number.isInteger(index));
const noneHidden: ReadonlySet<number> = new Set();
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

/** What is laid over the image and how, remembered from one start to the next. */
export class LayersState {
  heatMapShown = $state(readStored('heatMapShown', isFlag, true));
  heatMapKind: ShownMapKind = $state(readStored('heatMapKind', isOneOf(shownMapKinds), 'predictiveEntropy'));
  colourMap: ColourMapName = $state(readStored('colourMap', isOneOf(colourMapNames), 'magma'));
  /** Opacity of the most doubtful pixel, 0 … 1. */
  heatMapOpacity = $state(readStored('heatMapOpacity', isShare, 0.5));
  /** Share of the range shown below which a pixel counts as the confident part, 0 … 1. */
  threshold = $state(readStored('doubtThreshold', isShare, 0));
  /** What becomes of the confident part. */
  below: BelowStyle = $state(readStored('belowThreshold', isOneOf(belowStyles), 'greyed'));
  labels: OverlayStyle = $state(readStored('labelStyle', isOneOf(overlayStyles), 'outline'));
  prediction: OverlayStyle = $state(readStored('predictionStyle', isOneOf(overlayStyles), 'outline'));
  /** Opacity of a pixel filled with its label, 0 … 1. */
  labelOpacity = $state(readStored('labelOpacity', isShare, 0.4));
  /** The same of the prediction: fainter at first than what an expert has given. */
  predictionOpacity = $state(readStored('predictionOpacity', isShare, 0.25));
  /** The outline that each member of the ensemble draws by itself: where they part, the members disagree. */
  memberContours = $state(readStored('memberContours', isFlag, false));
  /** Hidden classes as chosen since the start, by project. */
  #hidden: ReadonlyMap<string, ReadonlySet<number>> = $state.raw(new Map());
  readonly #projectId: () => string | null;
  /** Class indices of the open project that neither labels nor prediction show. */
  readonly hiddenClasses: ReadonlySet<number> = $derived.by(() => {
    const id = this.#projectId();
    return id === null ? noneHidden : (this.#hidden.get(id) ?? new Set(readStored(hiddenKey(id), isClassList, [])));
  });
  /** Opacity over labelled pixels while a tool that changes labels is in hand, 0 … 1. */
  readonly wash = 0.3;
  /** Everything over the image is hidden until the key is pressed again … */
  toggledOff = $state(false);
  /** … or for as long as a key is held. */
  heldOff = $state(false);
  readonly allHidden = $derived(this.toggledOff || this.heldOff);

  readonly heatMapVisible = $derived(this.heatMapShown && !this.allHidden);
  readonly labelsSeen: OverlayStyle = $derived(this.allHidden ? 'hidden' : this.labels);
  readonly predictionSeen: OverlayStyle = $derived(this.allHidden ? 'hidden' : this.prediction);
  readonly membersSeen = $derived(this.memberContours && !this.allHidden);

  /** @param projectId of the open project; null while none is */
  constructor(projectId: () => string | null) {
    this.#projectId = projectId;
  }

  toggleHeatMap(): void {
    this.heatMapShown = this.toggledOff || !this.heatMapShown;
    this.toggledOff = false;
    this.remember();
  }

  /** @param kinds that there are of the image, at least one */
  showNextHeatMap(kinds: readonly ShownMapKind[]): void {
    const at = kinds.indexOf(this.heatMapKind);
    this.showHeatMap(kinds[(at + 1) % kinds.length]!);
  }

  showHeatMap(kind: ShownMapKind): void {
    this.heatMapKind = kind;
    this.heatMapShown = true;
    this.toggledOff = false;
    this.remember();
  }

  /** Goes from outlines to fills to both, for labels and prediction alike; what is hidden stays so unless all is. */
  toggleOutlineAndFill(): void {
    const shown = [this.labels, this.prediction].filter((style) => style !== 'hidden');
    const next: OverlayStyle = shown.includes('outline') ? 'fill' : shown.includes('fill') ? 'both' : 'outline';
    if (this.labels !== 'hidden' || shown.length === 0) this.labels = next;
    if (this.prediction !== 'hidden' || shown.length === 0) this.prediction = next;
    this.toggledOff = false;
    this.remember();
  }

  toggleMemberContours(): void {
    this.memberContours = !this.memberContours;
    this.toggledOff = false;
    this.remember();
  }

  toggleAll(): void {
    this.toggledOff = !this.toggledOff;
  }

  toggleClass(index: number): void {
    const hidden = new Set(this.hiddenClasses);
    if (!hidden.delete(index)) hidden.add(index);
    this.#hide(hidden);
  }

  /** Shows one class alone, or all again when it is alone already. @param all indices of every class */
  soloClass(index: number, all: readonly number[]): void {
    const others = all.filter((other) => other !== index);
    const isAlone = !this.hiddenClasses.has(index) && others.every((other) => this.hiddenClasses.has(other));
    this.#hide(new Set(isAlone ? [] : others));
  }

  showAllClasses(): void {
    this.#hide(noneHidden);
  }

  /** Another project begins with everything over its images shown, but for the classes hidden in it. */
  clear(): void {
    this.toggledOff = false;
    this.heldOff = false;
  }

  /** Keeps the present choice for the next start. */
  remember(): void {
    writeStored('heatMapShown', this.heatMapShown);
    writeStored('heatMapKind', this.heatMapKind);
    writeStored('colourMap', this.colourMap);
    writeStored('heatMapOpacity', this.heatMapOpacity);
    writeStored('doubtThreshold', this.threshold);
    writeStored('belowThreshold', this.below);
    writeStored('labelStyle', this.labels);
    writeStored('predictionStyle', this.prediction);
    writeStored('labelOpacity', this.labelOpacity);
    writeStored('predictionOpacity', this.predictionOpacity);
    writeStored('memberContours', this.memberContours);
  }

  /** A project without hidden classes has no entry. */
  #hide(hidden: ReadonlySet<number>): void {
    const id = this.#projectId();
    if (id === null) return;
    this.#hidden = new Map([...this.#hidden, [id, hidden]]);
    writeStored(hiddenKey(id), hidden.size > 0 ? [...hidden] : null);
  }
}

function hiddenKey(projectId: string): string {
  return `hiddenClasses ${projectId}`;
}
