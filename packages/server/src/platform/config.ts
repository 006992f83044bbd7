import { parseKey } from '@wicketgate/core';
import type { SmtpSettings } from './mailer.ts';

/** The process's settings, read once. Names and defaults are the contract's (API.md "Running it"). */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly masterKey: string | null;
  readonly adminToken: string | null;
  readonly trustedProxyHops: number;
  readonly rateLimits: boolean;
  readonly demo: boolean;
  /** Null: no mail is sent; links are handed over by people. */
  readonly smtp: SmtpSettings | null;
  /** Null: metrics are told to callers on this machine only. */
  readonly metricsToken: string | null;
  /** Hosts (or host:port) inside one's own network that may be notified, in lower case. */
  readonly webhookAllowedHosts: readonly string[];
  readonly logLevel: string;
  readonly shutdownGraceMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads settings from environment variables.
 *
 * @throws Error that names the variable and what it should be; never its value, which may be a secret
 */
export function readConfig(env: Environment): Config {
  const port = wholeNumber(env, 'PORT', 8787, 0, 65_535);
  return {
    port,
    host: env.HOST || '127.0.0.1',
    publicUrl: publicUrl(env.PUBLIC_URL, port),
    dataDir: env.DATA_DIR || './data',
    databaseUrl: databaseUrl(env.DATABASE_URL),
    masterKey: env.WICKET_MASTER_KEY || null,
    adminToken: adminToken(env.WICKET_ADMIN_TOKEN),
    trustedProxyHops: wholeNumber(env, 'TRUST_PROXY', 0, 0, 32),
    rateLimits: oneOf(env, 'RATE_LIMITS', ['default', 'off'], 'default') === 'default',
    demo: isOn(env.DEMO),
    smtp: smtp(env.SMTP_URL, env.MAIL_FROM),
    metricsToken: metricsToken(env.METRICS_TOKEN),
    webhookAllowedHosts: webhookAllowedHosts(env.WEBHOOK_ALLOWED_HOSTS),
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    shutdownGraceMs: wholeNumber(env, 'SHUTDOWN_GRACE_MS', 10_000, 0, 600_000),
  };
}

function wholeNumber(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}`);
  }
  return value;
}

function oneOf(env: Environment, name: string, values: readonly string[], fallback: string): string {
  const text = env[name] || fallback;
  if (!values.includes(text)) throw new Error(`${name} must be one of ${values.join(', ')}`);
  return text;
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && !['', '0', 'off', 'false', 'no'].includes(text.toLowerCase());
}

function publicUrl(text: string | undefined, port: number): string {
  const address = text || `http://localhost:${port}`;
  const url = URL.parse(address);
  // Paths are appended to it, so nothing may follow the path.
  if (url === null || !/^https?:$/.test(url.protocol) || /[?#@]/.test(address)) {
    throw new Error('PUBLIC_URL must be an http or https address such as https://chat.example.com');
  }
  return address.replace(/\/+$/, '');
}

function databaseUrl(text: string | undefined): string | null {
  if (!text) return null;
  if (!/^postgres(ql)?:\/\//.test(text)) {
    throw new Error('DATABASE_URL must begin with postgres:// (leave it out for the embedded SQLite)');
  }
  return text;
}

function smtp(url: string | undefined, from: string | undefined): SmtpSettings | null {
  if (!url) return null;
  const parsed = URL.parse(url);
  if (parsed === null || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === '') {
    throw new Error('SMTP_URL must look like smtp://user:password@mail.example.com:587 (or smtps://…)');
  }
  if (!from || !/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from)) {
    throw new Error('MAIL_FROM must be the sender of mail, such as Wicketgate <chat@example.com>');
  }
  return { url, from };
}

function metricsToken(text: string | undefined): string | null {
  if (!text) return null;
  if (!/^[\x21-\x7e]{16,200}$/.test(text)) {
    throw new Error(
      'METRICS_TOKEN must be 16 to 200 visible ASCII characters, such as openssl rand -hex 24 makes',
    );
  }
  return text;
}

function webhookAllowedHosts(text: string | undefined): readonly string[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  return entries
    .filter((entry) => entry !== '')
    .map((entry) => {
      const url = URL.parse(`http://${entry}`);
      const whole = url !== null && [url.host, `${url.hostname}:80`].includes(entry);
      if (!whole) {
        throw new Error(
          'WEBHOOK_ALLOWED_HOSTS must be hosts or host:port with commas between, such as hooks.internal,10.0.0.7:8080',
        );
      }
      return entry;
    });
}

function adminToken(text: string | undefined): string | null {
  if (!text) return null;
  const key = parseKey(text);
  if (!key.ok || key.value.type !== 'secret' || key.value.environment !== 'live') {
    throw new Error('WICKET_ADMIN_TOKEN must be a well-formed cb_sk_live_… token');
  }
  return text;
}
