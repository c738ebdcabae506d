import { english } from './english.ts';

/** What a message is filled with; a message inside another is put into words in the same language. */
export type MessageValue = string | number | boolean | null | Message | readonly (string | Message)[];

/**
 * A sentence that the program says, as data: the window puts it into its own language by `code` and `values`. The
 * English text travels and is stored with it, so that logs and the command line need no catalogue, and a code that is
 * not known any more can still be read.
 */
export interface Message {
  readonly code: string;
  readonly values: Readonly<Record<string, MessageValue>>;
  readonly text: string;
}

/** A catalogue's sentences by code: the English one gives the shape. A code's values never change once released. */
export type MessageCatalogue = { readonly [Code in MessageCode]: English[Code] extends string ? string : English[Code] };
export type MessageCode = keyof English;

type English = typeof english;

/** A sentence inside a sentence may be a message itself. */
type Sayable<Value> = Value extends string ? Value | Message : Value extends readonly string[] ? readonly (string | Message)[] : Value;
type ValuesOf<Code extends MessageCode> = English[Code] extends (values: infer Values) => string
  ? [values: { readonly [Name in keyof Values]: Sayable<Values[Name]> }]
  : [];

/** Makes a message of the catalogue, with its English text. */
export function say<Code extends MessageCode>(code: Code, ...[values]: ValuesOf<Code>): Message {
  const message = { code, values: (values ?? {}) as Message['values'], text: '' };
  return { ...message, text: renderMessage(english, message) };
}

/** Words from outside the catalogue: another program's, or an earlier version's. They read the same in every language. */
export function quote(text: string): Message {
  return { code: 'quote', values: {}, text };
}

/** @returns the sentence in the catalogue's language; the English text where it has no such code */
export function renderMessage(catalogue: MessageCatalogue, message: Message): string {
  if (!Object.hasOwn(catalogue, message.code)) return message.text;
  const sentence = catalogue[message.code as MessageCode];
  if (typeof sentence === 'string') return sentence;
  const words = Object.entries(message.values).map(([name, value]) => [name, inWords(catalogue, value)]);
  return (sentence as (values: unknown) => string)(Object.fromEntries(words));
}

function inWords(catalogue: MessageCatalogue, value: MessageValue): unknown {
  if (Array.isArray(value)) return value.map((each: string | Message) => inWords(catalogue, each));
  return typeof value === 'object' && value !== null ? renderMessage(catalogue, value as Message) : value;
}

/** What a message wants to be told apart from other data by. */
export function isMessage(value: unknown): value is Message {
  const candidate = value as Partial<Message> | null;
  return typeof candidate === 'object' && candidate !== null && typeof candidate.code === 'string' && typeof candidate.text === 'string' && typeof candidate.values === 'object';
}
