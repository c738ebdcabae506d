import type { ClientContext, ClientLink } from '@orpc/client';

/** One open way to the program. It ends once; `Connection` then opens another. */
export interface Transport {
  readonly link: ClientLink<ClientContext>;
  /** Settles when the way is closed, by whichever side. */
  readonly closed: Promise<void>;
  close(): void;
}
