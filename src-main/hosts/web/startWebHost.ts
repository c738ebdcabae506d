import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { RPCHandler } from '@orpc/server/ws';
import type { App } from '../../application.ts';
import { SfumatoError, messageOf } from '../../core/SfumatoError.ts';
import { answerContent, textAnswer } from '../content/answerContent.ts';
import type { ContentAnswer } from '../content/answerContent.ts';
import { answerUpload, uploadFolder } from '../content/answerUpload.ts';
import { AccessControl, isForeignFetch, isOwnHost, isOwnOrigin } from './accessControl.ts';
import { startHeartbeat } from './heartbeat.ts';

export interface WebHostOptions {
  readonly app: App;
  /** The renderer's build, `out/renderer`. */
  readonly rendererFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** `127.0.0.1` unless the user asked for another by name: what is bound wider can be reached from the network. */
  readonly bindAddress: string;
}

export interface WebHost {
  /** Opens the application in a browser, once: it holds a launch token. */
  readonly url: string;
  readonly port: number;
  /** A further address that works once, for another browser or a closed one. */
  newLaunchUrl(): string;
  close(): Promise<void>;
}

const launchPath = '/launch';
const rpcPath = '/rpc';
/** A label change of a whole 4096 x 4096 image at one run a pixel pair would be 128 MiB; no stroke comes near half of it. */
const maximumMessageBytes = 64 * 2 ** 20;
const maximumConnections = 64;
/** A client that dribbles its headers in is cut off. */
const headersTimeoutMs = 10_000;
/** A request counts as hanging after this; a file of gigabytes from a slow disk takes its time. */
const uploadTimeoutMs = 15 * 60_000;

/** Serves the application to a browser on this machine. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer({ headersTimeout: headersTimeoutMs, requestTimeout: uploadTimeoutMs, maxHeaderSize: 16_384 });
  server.maxConnections = 4 * maximumConnections;
  const port = await listen(server, options);
  const access = new AccessControl(port);
  const ownAddresses = options.bindAddress === '127.0.0.1' ? [] : addressesOfThisMachine();
  const isOwn = (request: IncomingMessage): boolean => isOwnHost(request.headers.host, port, ownAddresses);

  server.on('request', (request, response) => {
    answerRequest(options, access, isOwn, request).then(
      (answer) => send(request, response, answer),
      (thrown: unknown) => send(request, response, textAnswer(500, messageOf(thrown))),
    );
  });
  const sockets = acceptSockets(server, options.app, (request) => {
    if (!isOwn(request) || !isOwnOrigin(request.headers.origin, request.headers.host)) return 403;
    if (pathOf(request) !== rpcPath) return 404;
    return access.hasSession(request.headers.cookie) ? 101 : 401;
  });
  const origin = `http://${nameInAddress(options.bindAddress)}:${port}`;
  const newLaunchUrl = (): string => `${origin}${launchPath}?token=${access.makeLaunchToken()}`;
  return { url: newLaunchUrl(), port, newLaunchUrl, close: () => close(server, sockets) };
}

/** Decides every plain HTTP request; the order of the checks is that of what they give away. */
async function answerRequest(
  options: WebHostOptions,
  access: AccessControl,
  isOwn: (request: IncomingMessage) => boolean,
  request: IncomingMessage,
): Promise<ContentAnswer> {
  const { headers, method } = request;
  if (!isOwn(request)) return textAnswer(403, 'This address does not belong to this program.');
  if (method !== 'GET' && method !== 'HEAD') {
    if (!isOwnOrigin(headers.origin, headers.host)) return textAnswer(403, 'Requests from other pages are refused.');
    if (method === 'PUT' && pathOf(request).startsWith(uploadFolder)) return receiveUpload(options.app, access, request);
    return textAnswer(405, 'Only GET is answered here.', { Allow: 'GET, HEAD' });
  }
  const path = pathOf(request);
  if (path === launchPath) return answerLaunch(access, request);
  if (!access.hasSession(headers.cookie)) return textAnswer(401, withoutSession);
  const isPage = headers['sec-fetch-mode'] === 'navigate' && path === '/';
  if (!isPage && isForeignFetch(headers['sec-fetch-site'])) {
    return textAnswer(403, 'Requests from other pages are refused.');
  }
  return answerContent(
    { rendererFolder: options.rendererFolder, pixels: (address) => options.app.pixels(address) },
    { path, ifNoneMatch: headers['if-none-match'] ?? null },
  );
}

/** The origin was looked at before: what changes something needs it and the session. */
async function receiveUpload(app: App, access: AccessControl, request: IncomingMessage): Promise<ContentAnswer> {
  if (!access.hasSession(request.headers.cookie)) return textAnswer(401, withoutSession);
  if (isForeignFetch(request.headers['sec-fetch-site'])) return textAnswer(403, 'Requests from other pages are refused.');
  const answer = await answerUpload((path, body) => app.upload(path, body), pathOf(request), request);
  // What was not read of a refused file would be taken for the next request.
  return request.complete ? answer : { ...answer, headers: { ...answer.headers, Connection: 'close' } };
}

const withoutSession =
  'This window has no session. Open the address that Sfumato printed in the terminal when it started; each works once. ' +
  'Press Enter there for a new one.';

/** Swaps the token for the cookie and sends the browser on, so that the token stays in no address bar or history. */
function answerLaunch(access: AccessControl, request: IncomingMessage): ContentAnswer {
  // A HEAD, as link previews send, must not use the token up.
  const token = request.method === 'GET' ? new URLSearchParams(request.url?.split('?')[1]).get('token') : null;
  const cookie = token && access.redeem(token);
  return cookie ? textAnswer(303, '', { Location: '/', 'Set-Cookie': cookie }) : textAnswer(401, withoutSession);
}

function acceptSockets(server: Server, app: App, check: (request: IncomingMessage) => number): WebSocketServer {
  const handler = new RPCHandler(app.router);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maximumMessageBytes, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    // Without a listener a reset connection would end the program.
    socket.on('error', () => socket.destroy());
    const status = sockets.clients.size >= maximumConnections ? 503 : check(request);
    if (status !== 101) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => {
      // ws closes the connection itself after an error such as a message over the limit.
      connection.on('error', () => undefined);
      void handler.upgrade(connection);
      sockets.emit('connection', connection, request);
    });
  });
  sockets.once('close', startHeartbeat(sockets));
  return sockets;
}

function send(request: IncomingMessage, response: ServerResponse, answer: ContentAnswer): void {
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': answer.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}

function listen(server: Server, { port, bindAddress }: WebHostOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE';
      const advice = busy ? 'another program uses it; choose another with --port' : error.message;
      reject(new SfumatoError(busy ? 'conflict' : 'invalidInput', `port ${port} on ${bindAddress}: ${advice}`));
    });
    server.listen(port, bindAddress, () => resolve((server.address() as AddressInfo).port));
  });
}

/** What a browser on this machine calls the address listened on; those that mean "all" are reached as 127.0.0.1. */
function nameInAddress(bindAddress: string): string {
  if (bindAddress === '0.0.0.0' || bindAddress === '::') return '127.0.0.1';
  return isIP(bindAddress) === 6 ? `[${bindAddress}]` : bindAddress;
}

function addressesOfThisMachine(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address));
}

async function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const connection of sockets.clients) connection.terminate();
  sockets.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
