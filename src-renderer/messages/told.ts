import { english } from '../../src-main/core/messages/english.ts';
import { givenName } from '../../src-main/core/messages/givenName.ts';
import { renderMessage } from '../../src-main/core/messages/Message.ts';
import type { Message, MessageCatalogue } from '../../src-main/core/messages/Message.ts';
import { program } from './fr/program.ts';
import { currentLanguage } from './language.ts';
import type { Language } from './language.ts';

const catalogues: Readonly<Record<Language, MessageCatalogue>> = { en: english, fr: program };

/** What the program says, in the window's language; in English where that has no such sentence. */
export function told(message: Message): string {
  return renderMessage(catalogues[currentLanguage()], message);
}

/** A stored name: one that the program gave is told in the window's language, any other is as it is. */
export function toldName(name: string): string {
  return told(givenName(name));
}
