import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../src-main/contract/contract.ts';

export type HostClient = ContractRouterClient<Contract>;

/** A second client of a running web host, beside the window: it reads what the program knows. */
export interface HostConnection {
  readonly client: HostClient;
  /** Bytes of a pixel address. */
  readonly pixels: (address: string) => Promise<ArrayBuffer>;
  close(): void;
}

/** @param cookie of the host's session, as the window has it */
export async function connectHost(origin: string, cookie: string): Promise<HostConnection> {
  const websocket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
  websocket.binaryType = 'arraybuffer';
  await once(websocket, 'open');
  return {
    client: createORPCClient<HostClient>(new RPCLink({ websocket })),
    pixels: async (address) => {
      const answer = await fetch(`${origin}${address}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
      return answer.arrayBuffer();
    },
    close: () => websocket.close(),
  };
}
