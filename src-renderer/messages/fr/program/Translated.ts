/** A group of the program's sentences in another language: the same codes with the same values. */
export type Translated<English> = { readonly [Code in keyof English]: English[Code] extends string ? string : English[Code] };
