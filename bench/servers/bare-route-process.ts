// The ceiling: a Fastify route that sends prepared bytes and decides nothing.

import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { RecordedAnswer } from './recorded-answer.ts';

const { path, answer } = JSON.parse(process.env.SETTINGS ?? '') as { path: string; answer: RecordedAnswer };

// The time-out is ours, so that the Keep-Alive header is the same too.
const app = Fastify({ logger: false, keepAliveTimeout: 65_000 });
app.get(path, (_request, reply) => {
  reply.headers(answer.headers).send(answer.body);
});
app.post(path, (_request, reply) => {
  reply.headers(answer.headers).send(answer.body);
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ msg: 'ready', port: (app.server.address() as AddressInfo).port }));
