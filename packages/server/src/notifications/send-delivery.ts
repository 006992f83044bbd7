import type { Mailer } from '../platform/mailer.ts';
import type { Vault } from '../platform/vault.ts';
import type { AllowedHosts } from './allowed-hosts.ts';
import type { Claim } from './claim-deliveries.ts';
import { mailText } from './mail-text.ts';
import { ForbiddenTarget, type Lookup, postPinned } from './post-pinned.ts';
import { signMessage } from './sign-message.ts';
import { untilOver } from './until-over.ts';
import { openWebhookSecrets } from './webhook-secret.ts';

/** A mail server may be slow with each of its answers: this is for all of them, and less than a lease. */
const MAIL_TIMEOUT_MS = 30_000;

export interface SendDeps {
  readonly vault: Vault;
  readonly allowed: AllowedHosts;
  /** Null where this instance sends no mail. */
  readonly mailer: Mailer | null;
  readonly publicUrl: string;
  readonly lookup?: Lookup;
  readonly timeoutMs?: number;
}

/** What came of one attempt. */
export type Sent =
  | { readonly kind: 'delivered'; readonly status: number | null }
  | { readonly kind: 'gone'; readonly status: number }
  | {
      readonly kind: 'failed';
      readonly status: number | null;
      readonly error: string;
      readonly retryAfterMs: number | null;
    };

/**
 * @param nowMs the database's clock: whether the old secret still signs
 * @param signal ends the attempt when the server stops
 */
export async function sendDelivery(
  { delivery, webhook }: Claim,
  deps: SendDeps,
  nowMs: number,
  signal: AbortSignal,
): Promise<Sent> {
  try {
    if (webhook.url === null) return await sendMail({ delivery, webhook }, deps);
    const secrets = openWebhookSecrets(deps.vault, webhook, nowMs);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Wicketgate',
      ...signMessage(secrets, delivery.event_id, Date.now(), delivery.payload),
    };
    return judge(await postPinned(webhook.url, headers, delivery.payload, { ...deps, signal }));
  } catch (error) {
    return { kind: 'failed', status: null, error: sentence(error as Error), retryAfterMs: null };
  }
}

/** Not ended by a stop: nobody could say whether the mail was taken, and it would be sent once more. */
async function sendMail(
  { delivery, webhook }: Claim,
  { mailer, publicUrl, timeoutMs = MAIL_TIMEOUT_MS }: SendDeps,
): Promise<Sent> {
  if (mailer === null) throw new Error('this instance sends no mail');
  const mail = { to: webhook.email ?? '', ...mailText(delivery, webhook, publicUrl) };
  await untilOver(mailer.send(mail), AbortSignal.timeout(timeoutMs));
  return { kind: 'delivered', status: null };
}

function judge({ status, retryAfter }: { status: number; retryAfter: string | null }): Sent {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status === 410) return { kind: 'gone', status };
  const redirect = status >= 300 && status < 400;
  const error = redirect ? 'redirects are not followed' : `answered ${status}`;
  return { kind: 'failed', status, error, retryAfterMs: readRetryAfter(retryAfter) };
}

/** RFC 9110 section 10.2.3: seconds or a date. */
function readRetryAfter(text: string | null): number | null {
  if (text === null) return null;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** What the log shows: codes, never what a name resolved to or what was answered, or the log would be a port scanner. */
function sentence(error: Error & { code?: string }): string {
  if (error instanceof ForbiddenTarget) return error.message;
  if (error.name === 'TimeoutError') return 'no answer in time';
  if (error.name === 'AbortError') return 'the server stopped';
  return error.code === undefined ? 'could not be sent' : `could not be sent (${error.code})`;
}
