import type { ImageRecord } from '../../src-main/core/records.ts';

/** How one channel of an image is drawn. */
export interface ChannelLook {
  readonly visible: boolean;
  /** sRGB `#rrggbb` of the channel's brightest sample. */
  readonly colour: string;
  /** Sample value shown black. */
  readonly low: number;
  /** Sample value shown at full brightness; above `low`. */
  readonly high: number;
  /** Exponent: windowed value ^ (1 / gamma); over 1 lifts the dark parts. */
  readonly gamma: number;
}

/**
 * How an image's samples become light. A grey image has one channel, drawn white; an RGB image three that share window
 * and gamma; the visible channels of any other image are added up in their colours.
 */
export interface ImageLook {
  readonly channels: readonly ChannelLook[];
  /** Added after windowing and gamma, -1 … 1. */
  readonly brightness: number;
  readonly inverted: boolean;
}

/** What of the look the user has chosen; null leaves it to the image. */
export interface ChannelChoice {
  readonly visible: boolean;
  readonly colour: string;
  readonly window: readonly [low: number, high: number] | null;
  readonly gamma: number;
}

export interface LookChoice {
  readonly channels: readonly ChannelChoice[];
  readonly brightness: number;
  readonly inverted: boolean;
}

/** What the choice of a look needs to know of an image. */
export type LookedAt = Pick<ImageRecord, 'channels' | 'colour' | 'channelNames' | 'channelRanges' | 'sampleType' | 'stack'>;

/**
 * First colours of the channels of a fluorescence image: cyan, magenta and yellow are told apart with every colour
 * vision, and two that lie on each other mix to a third hue. Source: Okabe and Ito 2008, "Color Universal Design".
 */
const channelColours = ['#00ffff', '#ff00ff', '#ffff00', '#00ff00', '#ff8000', '#4080ff', '#ffffff'];
/** Of the channels past those; also of a channel that transmitted light made. */
const furtherColour = '#b0b0b0';
const transmittedLight = /bright|transmit|phase|\bdic\b|\bbf\b|\btl\b/i;
const rgbColours = ['#ff0000', '#00ff00', '#0000ff'];
/** Channels shown at first: more than this add up to white. */
const shownAtFirst = 4;

/** Images of one key share the user's choice: the slices of a stack, or all images of one kind. */
export function lookKey(image: LookedAt): string {
  if (image.stack) return `stack ${image.stack.id}`;
  return [image.colour, image.sampleType, ...image.channelNames].join(' ');
}

/** @returns the choice of a user who has chosen nothing */
export function automaticChoice(image: LookedAt): LookChoice {
  const channels = Array.from({ length: channelsShown(image) }, (_, at): ChannelChoice => {
    const isTransmitted = image.colour === 'channels' && transmittedLight.test(image.channelNames[at] ?? '');
    return { visible: at < shownAtFirst && !isTransmitted, colour: firstColour(image, at, isTransmitted), window: null, gamma: 1 };
  });
  const isNoneVisible = channels.every(({ visible }) => !visible);
  return {
    channels: isNoneVisible ? channels.map((channel, at) => ({ ...channel, visible: at === 0 })) : channels,
    brightness: 0,
    inverted: false,
  };
}

/** @param automatic range of each channel of this very image, for those whose window the user has not set */
export function resolveLook(choice: LookChoice, automatic: readonly (readonly [number, number])[]): ImageLook {
  const channels = choice.channels.map(({ visible, colour, window, gamma }, at): ChannelLook => {
    const [low, high] = window ?? automatic[at] ?? automatic[0] ?? [0, 255];
    return { visible, colour, low, high: high > low ? high : low + 1, gamma };
  });
  return { channels, brightness: choice.brightness, inverted: choice.inverted };
}

/** Alpha of an RGB image is left out; a grey image with alpha too. */
export function channelsShown({ colour, channels }: Pick<LookedAt, 'colour' | 'channels'>): number {
  if (colour === 'grey') return 1;
  return colour === 'rgb' ? Math.min(channels, 3) : channels;
}

function firstColour(image: LookedAt, at: number, isTransmitted: boolean): string {
  if (image.colour === 'grey') return '#ffffff';
  if (image.colour === 'rgb') return rgbColours[at] ?? furtherColour;
  return isTransmitted ? furtherColour : (channelColours[at] ?? furtherColour);
}
