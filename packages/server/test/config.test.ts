import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Config, readConfig } from '../src/platform/config.ts';
import { mintTestKey } from './support/test-instance.ts';

const token = mintTestKey('secret', 'live');

describe('settings', () => {
  it('have the defaults of API.md when nothing is set, also where a variable is empty', () => {
    const expected: Config = {
      port: 8787,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8787',
      dataDir: './data',
      databaseUrl: null,
      masterKey: null,
      adminToken: null,
      trustedProxyHops: 0,
      rateLimits: true,
      demo: false,
      smtp: null,
      metricsToken: null,
      webhookAllowedHosts: [],
      logLevel: 'info',
      shutdownGraceMs: 10_000,
    };
    assert.deepEqual(readConfig({}), expected);
    const names = ['PORT', 'HOST', 'PUBLIC_URL', 'DATA_DIR', 'DATABASE_URL', 'WICKET_MASTER_KEY'];
    const more = [
      'WICKET_ADMIN_TOKEN',
      'TRUST_PROXY',
      'RATE_LIMITS',
      'DEMO',
      'SMTP_URL',
      'MAIL_FROM',
      'METRICS_TOKEN',
      'WEBHOOK_ALLOWED_HOSTS',
      'LOG_LEVEL',
      'SHUTDOWN_GRACE_MS',
    ];
    const empty = Object.fromEntries([...names, ...more].map((name) => [name, '']));
    assert.deepEqual(readConfig(empty), expected);
  });

  const rows: readonly [reason: string, env: Record<string, string>, part: Partial<Config>][] = [
    ['port 0 means any free one', { PORT: '0' }, { port: 0, publicUrl: 'http://localhost:0' }],
    ['the port is in the default address', { PORT: '9000' }, { publicUrl: 'http://localhost:9000' }],
    [
      'a slash at the end is dropped: paths are appended',
      { PUBLIC_URL: 'https://a.example/' },
      { publicUrl: 'https://a.example' },
    ],
    [
      'an address may have a path',
      { PUBLIC_URL: 'https://a.example/chat' },
      { publicUrl: 'https://a.example/chat' },
    ],
    [
      'both spellings of the scheme',
      { DATABASE_URL: 'postgresql://h/d' },
      { databaseUrl: 'postgresql://h/d' },
    ],
    ['a well-formed live secret key', { WICKET_ADMIN_TOKEN: token }, { adminToken: token }],
    ['three proxies', { TRUST_PROXY: '3' }, { trustedProxyHops: 3 }],
    ['limits off', { RATE_LIMITS: 'off' }, { rateLimits: false }],
    ['limits named', { RATE_LIMITS: 'default' }, { rateLimits: true }],
    ['demo on', { DEMO: '1' }, { demo: true }],
    ['demo off in words', { DEMO: 'Off' }, { demo: false }],
    [
      'mail, with a name beside the sender',
      { SMTP_URL: 'smtp://u:p@mail.example:587', MAIL_FROM: 'Chat <chat@a.example>' },
      { smtp: { url: 'smtp://u:p@mail.example:587', from: 'Chat <chat@a.example>' } },
    ],
    ['a sender without a server sends nothing', { MAIL_FROM: 'chat@a.example' }, { smtp: null }],
    ['a token for metrics', { METRICS_TOKEN: 'x'.repeat(16) }, { metricsToken: 'x'.repeat(16) }],
    [
      'hosts that may be notified',
      { WEBHOOK_ALLOWED_HOSTS: 'Hooks.Internal, 10.0.0.7:8080,[::1]:80,' },
      { webhookAllowedHosts: ['hooks.internal', '10.0.0.7:8080', '[::1]:80'] },
    ],
    ['no log', { LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    ['stop at once', { SHUTDOWN_GRACE_MS: '0' }, { shutdownGraceMs: 0 }],
  ];
  for (const [reason, env, part] of rows) {
    it(reason, () => {
      const config = readConfig(env);
      assert.deepEqual({ ...config, ...part }, config);
    });
  }
});

describe('a setting that is refused names its variable and not its value', () => {
  const rows: readonly [reason: string, variable: string, value: string][] = [
    ['a port out of range', 'PORT', '65536'],
    ['a negative port', 'PORT', '-1'],
    ['a port in another notation', 'PORT', '0x10'],
    ['a port with a blank', 'PORT', ' 80'],
    ['a scheme that is not http', 'PUBLIC_URL', 'ftp://a.example'],
    ['no scheme', 'PUBLIC_URL', 'bot.internal'],
    ['a query, before which no path can be put', 'PUBLIC_URL', 'https://a.example/?x=1'],
    ['a fragment', 'PUBLIC_URL', 'https://a.example/#x'],
    ['a password, which would go into every snippet', 'PUBLIC_URL', 'https://me:pass@a.example'],
    ['another database', 'DATABASE_URL', 'mysql://root:pass@h/d'],
    [
      'a token with a wrong checksum',
      'WICKET_ADMIN_TOKEN',
      `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
    ],
    ['a test key', 'WICKET_ADMIN_TOKEN', mintTestKey('secret', 'test')],
    ['a publishable key', 'WICKET_ADMIN_TOKEN', mintTestKey('publishable', 'live')],
    ['mail by another protocol', 'SMTP_URL', 'https://u:pass@mail.example'],
    ['a mail server without a name', 'SMTP_URL', 'smtp:///u:pass'],
    ['hops that are no number', 'TRUST_PROXY', 'true'],
    ['more hops than any chain has', 'TRUST_PROXY', '33'],
    ['an unknown limit', 'RATE_LIMITS', 'unlimited'],
    ['a token for metrics that can be guessed', 'METRICS_TOKEN', 'scrape'],
    ['a token for metrics that no header can hold', 'METRICS_TOKEN', 'sixteen characters'],
    ['an address for a host', 'WEBHOOK_ALLOWED_HOSTS', 'http://hooks.internal/'],
    ['a range for a host', 'WEBHOOK_ALLOWED_HOSTS', '10.0.0.0/8'],
    ['an unknown level', 'LOG_LEVEL', 'verbose'],
    ['a fraction of a millisecond', 'SHUTDOWN_GRACE_MS', '1.5'],
  ];
  for (const [reason, variable, value] of rows) {
    it(reason, () => {
      assert.throws(
        () => readConfig({ [variable]: value }),
        (error: Error) => error.message.startsWith(variable) && !error.message.includes(value),
      );
    });
  }

  const smtp = 'smtp://u:pass@mail.example';
  const senders: readonly [reason: string, from: string | undefined][] = [
    ['mail needs a sender', undefined],
    ['a sender that is no address', 'chat'],
    ['a sender with a second header', 'chat@a.example\r\nBcc: all@a.example'],
  ];
  for (const [reason, from] of senders) {
    it(reason, () => {
      const env = { SMTP_URL: smtp, ...(from === undefined ? {} : { MAIL_FROM: from }) };
      assert.throws(() => readConfig(env), /^Error: MAIL_FROM must/);
    });
  }
});
