import type { WebSocket, WebSocketServer } from 'ws';

/** A connection that leaves a whole interval's ping unanswered is gone: a laptop closed, a tunnel broken. */
const intervalMs = 15_000;

/** Pings every connection and ends those that do not answer. @returns a function that stops it */
export function startHeartbeat(server: WebSocketServer, everyMs = intervalMs): () => void {
  const waiting = new WeakSet<WebSocket>();
  server.on('connection', (socket) => socket.on('pong', () => void waiting.delete(socket)));
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (waiting.has(socket)) {
        socket.terminate();
        continue;
      }
      waiting.add(socket);
      socket.ping();
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
