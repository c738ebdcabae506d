import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/fetch';
import type { AppRouter } from '../../application.ts';
import type { Contract } from '../../contract/contract.ts';

/** The contract as a caller sees it, whatever carries the calls. */
export type ContractClient = ContractRouterClient<Contract>;

/** Never looked up: the calls do not leave the process. */
const nominalUrl = 'http://sfumato.invalid';

/**
 * A client in the same process. Calls pass through the wire encoding all the same, so that what the command line can do,
 * a window can do too, and no record crosses that could not.
 */
export function inProcessClient(router: AppRouter): ContractClient {
  const handler = new RPCHandler(router);
  const link = new RPCLink({
    url: nominalUrl,
    fetch: async (request) => {
      const { response } = await handler.handle(request);
      return response ?? new Response('no such procedure', { status: 404 });
    },
  });
  return createORPCClient(link);
}
