import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AllowedHosts } from '../src/notifications/allowed-hosts.ts';
import { ForbiddenTarget, postPinned } from '../src/notifications/post-pinned.ts';
import { GIVE_UP_AFTER_MS, retryDelayMs } from '../src/notifications/retry-schedule.ts';
import { isOpenAddress } from '../src/notifications/vet-addresses.ts';
import { HOLD, startReceiver, type WebhookReceiver } from './support/webhook-receiver.ts';

const NONE = new AllowedHosts([]);
const OPEN = '93.184.215.14';

const ADDRESSES: readonly [reason: string, address: string, open: boolean][] = [
  ['an address on the open Internet', OPEN, true],
  ['one of IPv6', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
  ['this machine', '127.0.0.1', false],
  ['all of 127/8 is this machine', '127.9.9.9', false],
  ['this machine, in IPv6', '::1', false],
  ['no address', '0.0.0.0', false],
  ['no address, in IPv6', '::', false],
  ['a private network', '10.1.2.3', false],
  ['another', '172.16.0.1', false],
  ['the one at home', '192.168.1.1', false],
  ['a private network of IPv6', 'fd00::1', false],
  ["a cloud's metadata", '169.254.169.254', false],
  ["a cloud's metadata in IPv6", 'fd00:ec2::254', false],
  ["a cloud's metadata behind a public number", '168.63.129.16', false],
  ["a cloud's metadata in the shared range", '100.100.100.200', false],
  ['the same link, in IPv6', 'fe80::1', false],
  ['a shared address (CGNAT)', '100.64.0.1', false],
  ['a private address, mapped', '::ffff:10.0.0.1', false],
  ['this machine, mapped', '::ffff:7f00:1', false],
  ['this machine, compatible, as long ago', '::7f00:1', false],
  ['a private address, translated', '64:ff9b::a00:1', false],
  ['a private address, tunnelled (6to4)', '2002:a00:1::', false],
  ['a tunnel (Teredo)', '2001::1', false],
  ['many', '224.0.0.1', false],
  ['everybody', '255.255.255.255', false],
  ['an address for documents', '203.0.113.7', false],
  ['an address for documents, in IPv6', '2001:db8::1', false],
  ['one reserved', '240.0.0.1', false],
  ['a site of long ago', 'fec0::1', false],
  ['a number with a zero in front, which some read as octal', '0177.0.0.1', false],
  ['what is no address', 'localhost', false],
];

describe('an address is called only if it is on the open Internet', () => {
  for (const [reason, address, open] of ADDRESSES) {
    it(`${reason}: ${address}`, () => assert.equal(isOpenAddress(address), open));
  }
});

describe('WEBHOOK_ALLOWED_HOSTS', () => {
  const rows: readonly [reason: string, entry: string, url: string, allows: boolean][] = [
    ['a host is allowed on every port', 'hooks.test', 'https://hooks.test:8443/', true],
    ['a host with a port is allowed there', 'hooks.test:8443', 'https://hooks.test:8443/', true],
    ['and nowhere else', 'hooks.test:8443', 'https://hooks.test/', false],
    ['443 is the port of an https address without one', 'hooks.test:443', 'https://hooks.test/', true],
    ['and not of an http one', 'hooks.test:443', 'http://hooks.test/', false],
    ['whose port is 80', 'hooks.test:80', 'http://hooks.test/', true],
    ['and not of an https one', 'hooks.test:80', 'https://hooks.test/', false],
    ['a name below it is another host', 'hooks.test', 'https://a.hooks.test/', false],
  ];
  for (const [reason, entry, url, allows] of rows) {
    it(`${reason}: ${entry}, ${url}`, () => {
      assert.equal(new AllowedHosts([entry]).allows(new URL(url)), allows);
    });
  }
});

describe('a post to an address that somebody else chose', () => {
  let receiver: WebhookReceiver;
  let allowed: AllowedHosts;
  before(async () => {
    receiver = await startReceiver();
    allowed = new AllowedHosts([`hooks.test:${receiver.port}`]);
  });
  after(() => receiver.stop());

  const forbidden: readonly [reason: string, addresses: readonly string[]][] = [
    ['a name of this machine', ['127.0.0.1']],
    ['a name with one inner address among open ones', [OPEN, '10.0.0.1']],
    ['a name with one mapped address', [OPEN, '::ffff:169.254.169.254']],
    ["a name of the cloud's metadata", ['169.254.169.254']],
  ];
  for (const [reason, addresses] of forbidden) {
    it(`is refused to ${reason}, after one look-up`, async () => {
      let asked = 0;
      const lookup = async () => {
        asked += 1;
        return addresses;
      };
      await assert.rejects(
        postPinned('https://rebind.test/', {}, '{}', { allowed: NONE, lookup }),
        (error: Error) => {
          assert.ok(error instanceof ForbiddenTarget);
          for (const address of addresses) assert.ok(!error.message.includes(address), 'does not tell');
          return true;
        },
      );
      assert.equal(asked, 1);
    });
  }

  const literal = [
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://0x7f.1/',
    'https://2130706433/',
  ];
  for (const url of literal) {
    it(`is refused to ${url}, without a look-up`, async () => {
      const lookup = () => assert.fail('nothing to look up');
      await assert.rejects(postPinned(url, {}, '{}', { allowed: NONE, lookup }), ForbiddenTarget);
    });
  }

  it('is refused without TLS', async () => {
    const lookup = async () => [OPEN];
    await assert.rejects(
      postPinned('http://open.test/', {}, '{}', { allowed: NONE, lookup }),
      ForbiddenTarget,
    );
  });

  it('goes to the address that was vetted, whatever the name means to others', async () => {
    const asked: string[] = [];
    const lookup = async (host: string) => {
      asked.push(host);
      return ['127.0.0.1'];
    };
    const url = `http://hooks.test:${receiver.port}/path?query`;
    const answer = await postPinned(url, { 'x-own': 'yes' }, '{"a":"ü"}', { allowed, lookup });
    assert.deepEqual(answer, { status: 204, retryAfter: null });
    const { path, headers, body } = receiver.messages.at(-1) ?? {};
    assert.deepEqual(
      [path, headers?.host, headers?.['x-own'], body],
      ['/path?query', `hooks.test:${receiver.port}`, 'yes', '{"a":"ü"}'],
    );
    assert.deepEqual(asked, ['hooks.test'], 'resolved once');
  });

  it('the exception is of one host and port', async () => {
    const lookup = async () => ['127.0.0.1'];
    for (const url of ['http://hooks.test:1/', `http://other.test:${receiver.port}/`]) {
      await assert.rejects(postPinned(url, {}, '{}', { allowed, lookup }), ForbiddenTarget);
    }
  });

  it('does not follow a redirect', async () => {
    receiver.answer = (_, response) => {
      response.setHeader('location', `http://127.0.0.1:${receiver.port}/elsewhere`);
      return 307;
    };
    const before = receiver.messages.length;
    const lookup = async () => ['127.0.0.1'];
    const url = `http://hooks.test:${receiver.port}/`;
    assert.equal((await postPinned(url, {}, '{}', { allowed, lookup })).status, 307);
    assert.equal(receiver.messages.length, before + 1);
  });

  it('ends when another protocol is offered', { timeout: 30_000 }, async () => {
    receiver.answer = (_, { socket }) => {
      socket?.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: tea\r\n\r\n');
      return HOLD;
    };
    const lookup = async () => ['127.0.0.1'];
    const url = `http://hooks.test:${receiver.port}/`;
    assert.equal((await postPinned(url, {}, '{}', { allowed, lookup })).status, 101);
  });

  it('ends when the answer is too long', async () => {
    receiver.answer = (_, response) => {
      response.writeHead(200);
      response.end('x'.repeat(200_000));
      return 200;
    };
    const lookup = async () => ['127.0.0.1'];
    const url = `http://hooks.test:${receiver.port}/`;
    await assert.rejects(postPinned(url, {}, '{}', { allowed, lookup }), /too long/);
  });

  const silent: readonly [reason: string, silence: 'receiver' | 'names'][] = [
    ['the receiver', 'receiver'],
    ['the name server', 'names'],
  ];
  for (const [reason, silence] of silent) {
    it(`ends when ${reason} says nothing`, async () => {
      receiver.answer = (_, response) => {
        response.writeHead(200).write('x');
        return 200;
      };
      const lookup = () =>
        silence === 'names' ? new Promise<never>(() => undefined) : Promise.resolve(['127.0.0.1']);
      const url = `http://hooks.test:${receiver.port}/`;
      await assert.rejects(postPinned(url, {}, '{}', { allowed, lookup, timeoutMs: 50 }), {
        name: 'TimeoutError',
      });
    });
  }
});

describe('the waits between attempts', () => {
  it('double from five seconds to six hours', () => {
    const waits = Array.from({ length: 16 }, (_, index) => retryDelayMs(index + 1, 1));
    assert.deepEqual(waits.slice(0, 4), [5_000, 10_000, 20_000, 40_000]);
    assert.equal(waits.at(-1), 6 * 3_600_000);
    assert.deepEqual(
      waits,
      [...waits].sort((a, b) => a - b),
    );
  });

  it('are a random part, a half at least, so that nobody is met by all at once', () => {
    assert.deepEqual(
      [retryDelayMs(3, 0), retryDelayMs(3, 0.5), retryDelayMs(3, 1)],
      [10_000, 15_000, 20_000],
    );
  });

  it('are as long as the receiver asks for, six hours at most', () => {
    assert.equal(retryDelayMs(1, 1, 60_000), 60_000);
    assert.equal(retryDelayMs(4, 1, 1), 40_000);
    assert.equal(retryDelayMs(1, 1, 10 ** 12), 6 * 3_600_000);
  });

  it('leave a receiver three days to come back, tried more than twenty times', () => {
    let elapsedMs = 0;
    let attempts = 1;
    while (elapsedMs < GIVE_UP_AFTER_MS) {
      elapsedMs += retryDelayMs(attempts, 0.5);
      attempts += 1;
    }
    assert.equal(GIVE_UP_AFTER_MS, 3 * 86_400_000);
    assert.ok(attempts > 20 && attempts < 40, String(attempts));
  });
});
