import { isNumberWithin, isOneOf, readStored, writeStored } from '../../app/stored.ts';
import type { ThresholdRule } from '../../../src-main/core/vision/thresholdRegion.ts';

export const thresholdPlaces = ['box', 'region', 'selection'] as const;
export type ThresholdPlace = (typeof thresholdPlaces)[number];
const objectKinds = ['light', 'dark'] as const;
export const largestSmallestObject = 500;

/** Which pixels a threshold takes. The tool hears of every change, for its proposal to follow. */
class ThresholdOptions {
  place: ThresholdPlace = $state(readStored('thresholdPlace', isOneOf(thresholdPlaces), 'box'));
  objects: ThresholdRule['objects'] = $state(readStored('thresholdObjects', isOneOf(objectKinds), 'light'));
  smallestObjectPx = $state(readStored('thresholdSmallest', isNumberWithin(1, largestSmallestObject), 10));
  /** Null: the mean of all channels. */
  channel: number | null = $state(null);
  /** Display units, 0 … 255. */
  threshold = $state(128);
  /** Whether a proposal stands that the threshold moves. */
  hasProposal = $state(false);
  onChange: () => void = () => undefined;
  /** What the buttons of the tool's bar do. */
  onApply: () => void = () => undefined;
  onDrop: () => void = () => undefined;

  get rule(): ThresholdRule {
    return { threshold: this.threshold, objects: this.objects, smallestObjectPx: this.smallestObjectPx };
  }

  setPlace(place: ThresholdPlace): void {
    this.place = place;
    writeStored('thresholdPlace', place);
  }

  setObjects(objects: ThresholdRule['objects']): void {
    this.objects = objects;
    writeStored('thresholdObjects', objects);
    this.onChange();
  }

  setSmallestObject(smallestObjectPx: number): void {
    this.smallestObjectPx = Math.round(smallestObjectPx);
    writeStored('thresholdSmallest', this.smallestObjectPx);
    this.onChange();
  }

  setChannel(channel: number | null): void {
    this.channel = channel;
    this.onChange();
  }

  setThreshold(threshold: number): void {
    this.threshold = Math.min(Math.max(Math.round(threshold * 2) / 2, 0), 255);
    this.onChange();
  }
}

export const thresholdOptions = new ThresholdOptions();
