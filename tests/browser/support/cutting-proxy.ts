import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A router between browser and server that can lose a connection. */
export interface CuttingProxy {
  readonly url: string;
  /** How many streams were cut so far. */
  cuts(): number;
  close(): Promise<void>;
}

/** What happens at and after each cut. */
interface Cuts {
  /** So many calls after it get no answer: a server that is being restarted. */
  readonly refusedCalls?: number;
  /** What is said before the stream ends in order, instead of breaking off within another event. */
  readonly lastWords?: string;
}

/**
 * Passes everything on as it is, but breaks the first event streams off: each after its first `delta`, in the middle of
 * the next one.
 *
 * @param target the real server
 * @param cutStreams how many streams to break
 */
export async function startCuttingProxy(
  target: string,
  cutStreams: number,
  { refusedCalls = 0, lastWords }: Cuts = {},
): Promise<CuttingProxy> {
  let cuts = 0;
  let toRefuse = 0;
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    if (toRefuse > 0) {
      toRefuse -= 1;
      incoming.socket.destroy();
      return;
    }
    const forward = request(`${target}${url}`, { method: method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      const isStream = String(answer.headers['content-type']).startsWith('text/event-stream');
      if (!isStream || cuts === cutStreams) {
        answer.pipe(outgoing);
        return;
      }
      cuts += 1;
      toRefuse = refusedCalls;
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const end = text.indexOf('\n\n', text.indexOf('event: delta'));
        if (text.includes('event: delta') && end > 0) {
          answer.removeAllListeners('data').destroy();
          const said = `${text.slice(0, end)}\n\n`;
          if (lastWords === undefined) outgoing.write(`${said}event: del`, () => outgoing.destroy());
          else outgoing.end(said + lastWords);
        }
      });
    });
    forward.on('error', () => outgoing.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
