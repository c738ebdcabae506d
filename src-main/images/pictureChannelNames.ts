import { say } from '../core/messages/Message.ts';

/** Names of a picture's channels where the file gives none. */
export function pictureChannelNames(isGrey: boolean): string[] {
  return (isGrey ? [say('intensity')] : [say('red'), say('green'), say('blue')]).map(({ text }) => text);
}
