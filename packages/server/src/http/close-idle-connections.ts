import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const CLOSE_EVERY_MS = 50;

/**
 * While the server closes, connections are closed as they come to rest. Node closes those that are idle at the start;
 * one whose answer ends a moment later, or that a browser opened in advance and never used, would hold the server
 * until its time-out.
 */
export function closeIdleConnections(app: FastifyInstance): void {
  const connections = new Set<Socket>();
  app.server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  app.addHook('preClose', (done) => {
    const timer = setInterval(() => {
      app.server.closeIdleConnections();
      for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    }, CLOSE_EVERY_MS).unref();
    app.server.once('close', () => clearInterval(timer));
    done();
  });
}
