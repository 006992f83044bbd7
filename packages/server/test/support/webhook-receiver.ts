import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedMessage {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers nothing for now. */
export const HOLD = 0;

/** Decides what to answer; `null` breaks the connection off. */
export type Answer = (message: ReceivedMessage, response: ServerResponse) => number | null;

/** Somebody else's server, on a port of its own on this machine. */
export interface WebhookReceiver {
  readonly url: string;
  readonly port: number;
  /** Everything that came, whatever was answered. */
  readonly messages: ReceivedMessage[];
  /** What it answers from now on. */
  answer: Answer;
  stop(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
}

export async function startReceiver(answer: Answer = () => 204): Promise<WebhookReceiver> {
  let server: Server | null = null;
  const receiver = {
    url: '',
    port: 0,
    messages: [] as ReceivedMessage[],
    answer,
    async start() {
      server = createServer(async (request, response) => {
        const body = Buffer.concat(await request.toArray()).toString();
        const message = { path: request.url ?? '', headers: request.headers, body };
        receiver.messages.push(message);
        const status = receiver.answer(message, response);
        if (status === null) request.socket.destroy();
        else if (status !== HOLD && !response.headersSent) response.writeHead(status).end();
      });
      server.listen(receiver.port, '127.0.0.1');
      await once(server, 'listening');
      receiver.port = (server.address() as AddressInfo).port;
      receiver.url = `http://127.0.0.1:${receiver.port}/hooks`;
    },
    async stop() {
      if (server === null) return;
      const closing = server;
      server = null;
      closing.close();
      closing.closeAllConnections();
      await once(closing, 'close');
    },
  };
  await receiver.start();
  return receiver;
}
