/** Answer to a GET below `/pixels/`. */
export interface PixelAnswer {
  readonly status: 200;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: 'application/octet-stream';
  /** Name of exactly these bytes: they may be cached for ever under it. Null when they must not be cached. */
  readonly etag: string | null;
}
