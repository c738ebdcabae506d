import type { DisplayState } from '../../canvas/DisplayState.svelte.ts';
import type { SampleRange } from '../../canvas/automaticRanges.ts';
import type { ImageRecord } from '../../../src-main/core/records.ts';
import { draggedWindow, windowAndLevel } from './windowPresets.ts';

/** CSS pixels of a drag that go over the whole range of the samples. */
const dragLengthPx = 600;

interface Drag {
  readonly image: ImageRecord;
  readonly pointerId: number;
  readonly from: { readonly x: number; readonly y: number };
  readonly windows: readonly SampleRange[];
  /** Range of each channel's samples. */
  readonly spans: readonly number[];
}

/** Setting window and level by a drag over the image: of every visible channel, each by its own range. */
export class WindowDrag {
  /** What is being set, of the first visible channel; null while nothing is dragged. */
  reading: { readonly window: number; readonly level: number } | null = $state.raw(null);
  #drag: Drag | null = null;
  readonly #display: DisplayState;

  constructor(display: DisplayState) {
    this.#display = display;
  }

  get isOn(): boolean {
    return this.#drag !== null;
  }

  begin(image: ImageRecord, event: PointerEvent): void {
    const { channels } = this.#display.lookOf(image);
    const histograms = this.#display.histogramsOf(image.id);
    const windows = channels.map(({ low, high }): SampleRange => [low, high]);
    const spans = channels.map((channel, at) => {
      const histogram = histograms?.[at];
      return Math.max(histogram ? histogram.maximum - histogram.minimum : channel.high - channel.low, Number.MIN_VALUE);
    });
    this.#drag = { image, pointerId: event.pointerId, from: { x: event.clientX, y: event.clientY }, windows, spans };
    this.#read(windows);
  }

  move(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag || drag.pointerId !== event.pointerId) return;
    const dragged = { x: event.clientX - drag.from.x, y: event.clientY - drag.from.y };
    const { channels } = this.#display.choiceOf(drag.image);
    const moved = drag.windows.map((window, at) => draggedWindow(window, dragged, drag.spans[at]!, dragLengthPx));
    this.#display.setWindows(drag.image, moved.map((window, at) => (channels[at]!.visible ? window : channels[at]!.window)));
    this.#read(moved);
  }

  end(): void {
    this.#drag = null;
    this.reading = null;
  }

  /** Puts the windows back as they were. */
  cancel(): void {
    if (this.#drag) this.#display.setWindows(this.#drag.image, this.#drag.windows);
    this.end();
  }

  #read(windows: readonly SampleRange[]): void {
    const drag = this.#drag;
    const at = drag ? this.#display.choiceOf(drag.image).channels.findIndex(({ visible }) => visible) : -1;
    this.reading = windows[at] ? windowAndLevel(windows[at]) : null;
  }
}
