import { heatMapKinds } from '../../../src-main/core/heatMaps.ts';
import type { HeatMapKind } from '../../../src-main/core/heatMaps.ts';
import { isNumberWithin, isOneOf, readStored, writeStored } from '../../app/stored.ts';
import type { OverlayStyle } from '../../canvas/overlay.ts';
import { colourMapNames } from '../../colour/colourMaps.ts';
import type { ColourMapName } from '../../colour/colourMaps.ts';

export const overlayStyles = ['hidden', 'outline', 'fill'] as const satisfies readonly OverlayStyle[];

const isShare = isNumberWithin(0, 1);

/** What is laid over the image and how, remembered from one start to the next. */
export class LayersState {
  heatMapShown = $state(readStored('heatMapShown', (value) => typeof value === 'boolean', true));
  heatMapKind: HeatMapKind = $state(readStored('heatMapKind', isOneOf(heatMapKinds), 'predictiveEntropy'));
  colourMap: ColourMapName = $state(readStored('colourMap', isOneOf(colourMapNames), 'magma'));
  /** Opacity of the most doubtful pixel, 0 … 1. */
  heatMapOpacity = $state(readStored('heatMapOpacity', isShare, 0.5));
  /** Share of the map's range below which it is left clear, 0 … 1. */
  threshold = $state(readStored('threshold', isShare, 0.15));
  labels: OverlayStyle = $state(readStored('labelStyle', isOneOf(overlayStyles), 'outline'));
  prediction: OverlayStyle = $state(readStored('predictionStyle', isOneOf(overlayStyles), 'outline'));
  /** Opacity of a filled pixel, 0 … 1. */
  fillOpacity = $state(readStored('fillOpacity', isShare, 0.4));
  /** Opacity over labelled pixels while a tool that changes labels is in hand, 0 … 1. */
  readonly wash = 0.3;
  /** Everything over the image is hidden for a look at the image alone. */
  allHidden = $state(false);

  readonly heatMapVisible = $derived(this.heatMapShown && !this.allHidden);
  readonly labelsSeen: OverlayStyle = $derived(this.allHidden ? 'hidden' : this.labels);
  readonly predictionSeen: OverlayStyle = $derived(this.allHidden ? 'hidden' : this.prediction);

  toggleHeatMap(): void {
    this.heatMapShown = !this.heatMapShown;
    this.allHidden = false;
    this.remember();
  }

  showNextHeatMap(): void {
    const at = heatMapKinds.indexOf(this.heatMapKind);
    this.showHeatMap(heatMapKinds[(at + 1) % heatMapKinds.length]!);
  }

  showHeatMap(kind: HeatMapKind): void {
    this.heatMapKind = kind;
    this.heatMapShown = true;
    this.allHidden = false;
    this.remember();
  }

  /** Turns outlines to fills, or back when everything shown is filled. */
  toggleOutlineAndFill(): void {
    const shown = [this.labels, this.prediction].filter((style) => style !== 'hidden');
    const next: OverlayStyle = shown.includes('outline') ? 'fill' : 'outline';
    if (this.labels !== 'hidden' || shown.length === 0) this.labels = next;
    if (this.prediction !== 'hidden' || shown.length === 0) this.prediction = next;
    this.allHidden = false;
    this.remember();
  }

  toggleAll(): void {
    this.allHidden = !this.allHidden;
  }

  /** Keeps the present choice for the next start. */
  remember(): void {
    writeStored('heatMapShown', this.heatMapShown);
    writeStored('heatMapKind', this.heatMapKind);
    writeStored('colourMap', this.colourMap);
    writeStored('heatMapOpacity', this.heatMapOpacity);
    writeStored('threshold', this.threshold);
    writeStored('labelStyle', this.labels);
    writeStored('predictionStyle', this.prediction);
    writeStored('fillOpacity', this.fillOpacity);
  }
}
