/** The package's own types are not found under its `exports`. */
declare module 'xml-utils' {
  export interface Tag {
    readonly inner: string | null;
    readonly outer: string;
  }
  export function findTagsByName(xml: string, tagName: string): Tag[];
  export function getAttribute(tag: string, attributeName: string): string | undefined;
}
