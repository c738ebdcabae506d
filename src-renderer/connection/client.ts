import { ORPCError, createORPCClient } from '@orpc/client';
import type { ClientContext, ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../src-main/contract/contract.ts';

/** Every call the window can make. */
export type SfumatoClient = ContractRouterClient<Contract>;

/** A call made while there is no connection, or cut off by its end. Whether it was carried out is not known. */
export class ConnectionLostError extends Error {
  constructor(options?: { cause?: unknown }) {
    super('The connection to the program was lost.', options);
    this.name = 'ConnectionLostError';
  }
}

/** @param currentLink gives the link of the open connection, or throws `ConnectionLostError` */
export function createClient(currentLink: () => ClientLink<ClientContext>): SfumatoClient {
  return createORPCClient<SfumatoClient>({
    call: async (path, input, options) => {
      const link = currentLink();
      try {
        return await link.call(path, input, options);
      } catch (thrown) {
        // Whatever the program refuses comes as an ORPCError; anything else befell the call on its way.
        throw thrown instanceof ORPCError || options.signal?.aborted ? thrown : new ConnectionLostError({ cause: thrown });
      }
    },
  });
}
