import type { ImageRecord } from '../../src-main/core/records.ts';
import { levelCount } from '../../src-main/core/pyramid.ts';
import { imageTileUrl } from '../../src-main/contract/pixelUrls.ts';
import { readStored, writeStored } from '../app/stored.ts';
import type { PixelSource } from '../pixels/PixelSource.ts';
import { automaticRanges } from './automaticRanges.ts';
import type { SampleRange } from './automaticRanges.ts';
import { channelHistograms } from './channelHistograms.ts';
import type { ChannelHistogram } from './channelHistograms.ts';
import { automaticChoice, channelsShown, lookKey, resolveLook } from './ImageLook.ts';
import type { ChannelChoice, ImageLook, LookChoice } from './ImageLook.ts';
import { isLookChoice } from './lookChoices.ts';
import { samplesOfBytes } from './paintImage.ts';

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
/** Images whose histograms are kept; a histogram is 2 KiB a channel. */
const keptHistograms = 256;

/** How images are shown: window, colours and gamma of each kind of image, and what helps the eye beside them. */
export class DisplayState {
  gridShown = $state(readStored('pixelGrid', isFlag, true));
  minimapShown = $state(readStored('minimap', isFlag, true));
  scaleBarShown = $state(readStored('scaleBar', isFlag, true));
  /** Left drags set window and level instead of using the tool in hand. */
  windowing = $state(false);
  /** The look as chosen, by `lookKey`; a kind of image that nobody has changed has none. */
  #choices: ReadonlyMap<string, LookChoice> = $state.raw(new Map());
  /** By image id. */
  #histograms: ReadonlyMap<string, readonly ChannelHistogram[]> = $state.raw(new Map());
  /** Automatic windows by image id, or of a whole stack by its id: slices must not flicker as they pass. */
  #automatic: ReadonlyMap<string, readonly SampleRange[]> = $state.raw(new Map());
  readonly #measuring = new Map<string, Promise<void>>();
  readonly #pixels: PixelSource;

  constructor(pixels: PixelSource) {
    this.#pixels = pixels;
  }

  /** How an image is drawn now. Reactive: read it in an effect or a derived value. */
  lookOf(image: ImageRecord): ImageLook {
    const automatic = this.#automatic.get(image.stack?.id ?? image.id) ?? image.channelRanges;
    return resolveLook(this.choiceOf(image), automatic);
  }

  choiceOf(image: ImageRecord): LookChoice {
    const key = lookKey(image);
    return this.#choices.get(key) ?? this.#stored(image, key) ?? automaticChoice(image);
  }

  /** One a shown channel; null until `measure` is done. */
  histogramsOf(imageId: string): readonly ChannelHistogram[] | null {
    return this.#histograms.get(imageId) ?? null;
  }

  /** Reads the coarsest level of an image once, for its histograms and automatic windows. */
  measure(image: ImageRecord, urgency: 'urgent' | 'later' = 'urgent'): Promise<void> {
    let measuring = this.#measuring.get(image.id);
    if (!measuring) {
      measuring = this.#measure(image, urgency).catch((thrown: unknown) => {
        this.#measuring.delete(image.id);
        throw thrown;
      });
      this.#measuring.set(image.id, measuring);
    }
    return measuring;
  }

  change(image: ImageRecord, choice: LookChoice): void {
    const key = lookKey(image);
    this.#choices = new Map([...this.#choices, [key, choice]]);
    writeStored(`look ${key}`, choice);
  }

  changeChannel(image: ImageRecord, at: number, change: Partial<ChannelChoice>): void {
    const choice = this.choiceOf(image);
    // Red, green and blue share window and gamma.
    const isMeant = (other: number): boolean => other === at || (image.colour === 'rgb' && change.visible === undefined);
    this.change(image, { ...choice, channels: choice.channels.map((channel, other) => (isMeant(other) ? { ...channel, ...change } : channel)) });
  }

  /** @param windows one a channel; null leaves a channel to the image */
  setWindows(image: ImageRecord, windows: readonly (SampleRange | null)[]): void {
    const choice = this.choiceOf(image);
    this.change(image, { ...choice, channels: choice.channels.map((channel, at) => ({ ...channel, window: windows[at] ?? null })) });
  }

  /** Windows of every channel by this very image's samples; those of its stack follow. */
  setAutomatic(image: ImageRecord): void {
    const histograms = this.#histograms.get(image.id);
    if (histograms) this.#automatic = new Map([...this.#automatic, [image.stack?.id ?? image.id, automaticRanges(image, histograms)]]);
    this.setWindows(image, []);
  }

  reset(image: ImageRecord): void {
    this.change(image, automaticChoice(image));
    this.setAutomatic(image);
  }

  toggle(what: 'gridShown' | 'minimapShown' | 'scaleBarShown'): void {
    this[what] = !this[what];
    const keys = { gridShown: 'pixelGrid', minimapShown: 'minimap', scaleBarShown: 'scaleBar' } as const;
    writeStored(keys[what], this[what]);
  }

  clear(): void {
    this.#choices = new Map();
    this.#histograms = new Map();
    this.#automatic = new Map();
    this.#measuring.clear();
    this.windowing = false;
  }

  async #measure(image: ImageRecord, urgency: 'urgent' | 'later'): Promise<void> {
    const level = levelCount(image.width, image.height) - 1;
    const bytes = await this.#pixels.get(imageTileUrl(image.id, { level, column: 0, row: 0 }, image.contentHash), urgency);
    const histograms = channelHistograms(samplesOfBytes(image.sampleType, bytes), image.channels, channelsShown(image));
    this.#histograms = new Map([...[...this.#histograms].slice(1 - keptHistograms), [image.id, histograms]]);
    const key = image.stack?.id ?? image.id;
    if (!this.#automatic.has(key)) this.#automatic = new Map([...this.#automatic, [key, automaticRanges(image, histograms)]]);
  }

  #stored(image: ImageRecord, key: string): LookChoice | null {
    const count = channelsShown(image);
    return readStored<LookChoice | null>(`look ${key}`, (value): value is LookChoice => isLookChoice(value, count), null);
  }
}
