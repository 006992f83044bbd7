import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { AllowedHosts } from '../src/notifications/allowed-hosts.ts';
import { askNameServers } from '../src/notifications/ask-name-servers.ts';
import { postPinned } from '../src/notifications/post-pinned.ts';

const NEVER = new AbortController().signal;

describe('the name of a target', () => {
  let socket: Socket;
  let servers: string[];
  /** Questions that nobody answers, and what tells of them. */
  let unanswered = Promise.withResolvers<void>();
  before(async () => {
    socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    servers = [`127.0.0.1:${socket.address().port}`];
    socket.on('message', (question, peer) => {
      const answer = answerTo(question);
      if (answer === null) unanswered.resolve();
      else socket.send(answer, peer.port, peer.address);
    });
  });
  after(() => socket.close());

  const names: readonly [reason: string, name: string, addresses: readonly string[]][] = [
    ['with addresses of both kinds has both', 'both.example', ['93.184.215.14', '2606:2800::1']],
    ['with one of IPv4 alone has that', 'four.example', ['93.184.215.14']],
    ['with one of IPv6 alone has that', 'six.example', ['2606:2800::1']],
  ];
  for (const [reason, name, addresses] of names) {
    it(reason, async () => assert.deepEqual(await askNameServers(name, NEVER, servers), addresses));
  }

  it('that nobody has is told as such', async () => {
    await assert.rejects(askNameServers('none.example', NEVER, servers), { code: 'ENOTFOUND' });
  });

  it('whose name server does not answer is given up when the attempt is over', async () => {
    unanswered = Promise.withResolvers<void>();
    const over = new AbortController();
    const asked = askNameServers('silent.example', over.signal, servers);
    const given = assert.rejects(asked, { code: 'ECANCELLED' });
    await unanswered.promise;
    over.abort();
    await given;
  });

  const ways: readonly [reason: string, allowed: readonly string[], way: string][] = [
    ['of somebody else waits in none of the threads that the database needs', [], 'QUERYWRAP'],
    ['that the operator allows is found as the system finds it', ['a.invalid'], 'GETADDRINFOREQWRAP'],
  ];
  for (const [reason, allowed, way] of ways) {
    it(reason, async () => {
      const ending = new AbortController();
      const { signal } = ending;
      const used = await resourcesOf(() => {
        const sent = postPinned('https://a.invalid/', {}, '{}', {
          allowed: new AllowedHosts(allowed),
          signal,
        });
        ending.abort();
        return sent;
      });
      const looked = used.filter((type) => ['QUERYWRAP', 'GETADDRINFOREQWRAP'].includes(type));
      assert.deepEqual([...new Set(looked)], [way]);
    });
  }
});

/** What Node began by itself during work that fails. */
async function resourcesOf(work: () => Promise<unknown>): Promise<string[]> {
  const types: string[] = [];
  const hook = createHook({ init: (_id, type) => types.push(type) }).enable();
  try {
    await assert.rejects(work());
  } finally {
    hook.disable();
  }
  return types;
}

const ADDRESSES: Readonly<Record<string, Buffer>> = {
  1: Buffer.from([93, 184, 215, 14]),
  28: Buffer.from('26062800000000000000000000000001', 'hex'),
};

/** RFC 1035 section 4: says what the first letters of the name tell, or nothing. */
function answerTo(question: Buffer): Buffer | null {
  const name = question.toString('latin1', 13, 13 + question.readUInt8(12));
  if (name === 'silent') return null;
  const end = question.indexOf(0, 12) + 5;
  const type = question.readUInt16BE(end - 4);
  const has = name === 'both' || (name === 'four' && type === 1) || (name === 'six' && type === 28);
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  // A response, recursion available; 3: there is no such name.
  header.writeUInt16BE(name === 'none' ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(has ? 1 : 0, 6);
  const data = has ? (ADDRESSES[type] as Buffer) : Buffer.alloc(0);
  // The name of the question, type and class of it, a minute, and the address.
  const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length, ...data]);
  return Buffer.concat([header, question.subarray(12, end), has ? record : Buffer.alloc(0)]);
}
