import { type Identity, proveIdentity } from './conversation-api.ts';
import type { Embed } from './embed.ts';
import type { Failure } from './failure.ts';
import type { VisitorStore } from './visitor-store.ts';

/** What `Wicket.identify` takes: a token, an identity, or a function that brings either anew each time. */
export type IdentitySource = string | Identity | (() => IdentityOrToken | Promise<IdentityOrToken>);
type IdentityOrToken = string | Identity;

type ProofResult = Awaited<ReturnType<typeof proveIdentity>>;
type Emit = (name: string, detail?: object) => void;

/** A proof is renewed so long before it runs out, and a short one after four fifths of its life. */
const RENEW_BEFORE_MS = 60_000;

/** Longer than this no timer of a browser waits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Knows who the visitor is, and keeps the proof fresh. */
export class Identification {
  readonly #embed: Embed;
  readonly #store: VisitorStore;
  readonly #emit: Emit;
  #source: IdentitySource | null = null;
  #isFresh = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(embed: Embed, store: VisitorStore, emit: Emit) {
    this.#embed = embed;
    this.#store = store;
    this.#emit = emit;
  }

  get isKnown(): boolean {
    return this.#source !== null;
  }

  /**
   * Remembers who the visitor is. Where a visitor exists already the proof goes to the server now, else with the first
   * message.
   *
   * @returns whether this browser's conversations belong to another person and must not be shown
   */
  async identify(source: IdentitySource, signal: AbortSignal): Promise<boolean> {
    this.#source = source;
    const { visitorToken } = this.#store.read();
    if (!visitorToken) return false;
    const identity = await this.current();
    if (!identity || signal.aborted) return false;
    const proven = await proveIdentity(this.#embed, visitorToken, identity, signal);
    if (signal.aborted) return false;
    const { code } = proven.ok ? { code: '' } : proven.failure;
    if (code !== 'conflict' && code !== 'visitor_token_invalid') this.#settle(proven, signal);
    return code === 'conflict';
  }

  /** @returns whether a fresh proof was accepted; only a function of the page can bring one */
  async renew(signal: AbortSignal): Promise<boolean> {
    if (typeof this.#source !== 'function') return false;
    this.#isFresh = false;
    await this.identify(this.#source, signal);
    return this.#isFresh;
  }

  forget(): void {
    this.#source = null;
    this.stop();
  }

  /** Nothing is renewed any more, until `identify` is called again. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** @returns the identity to present now, null where there is none or the page's function failed */
  async current(): Promise<Identity | null> {
    try {
      const found = typeof this.#source === 'function' ? await this.#source() : this.#source;
      return typeof found === 'string' ? { token: found } : found;
    } catch (error) {
      this.#emit('identity:failed', { code: 'identity_source_failed', detail: String(error) });
      return null;
    }
  }

  /** What opening a conversation with an identity came to. */
  opened(identity: Identity, failure: Failure | null, signal: AbortSignal): void {
    if (failure) {
      this.#emit('identity:failed', failure);
      return;
    }
    const claims = 'token' in identity ? tokenClaims(identity.token) : null;
    const userId = 'userId' in identity ? identity.userId : claims?.sub;
    const expiresAt = claims?.exp ? new Date(claims.exp * 1000).toISOString() : null;
    this.#settle({ ok: true, value: { identity: { userId: userId ?? '', expiresAt } } }, signal);
  }

  #settle(proven: ProofResult, signal: AbortSignal): void {
    if (!proven.ok) {
      this.#emit('identity:failed', proven.failure);
      return;
    }
    const { expiresAt, userId } = proven.value.identity;
    this.#isFresh = true;
    this.#emit('identity:verified', { userId, expiresAt });
    if (expiresAt) this.#renewLater(expiresAt, signal);
  }

  #renewLater(expiresAt: string, signal: AbortSignal): void {
    clearTimeout(this.#timer);
    const leftMs = Date.parse(expiresAt) - Date.now();
    const waitMs = Math.max(leftMs - RENEW_BEFORE_MS, leftMs * 0.8, 1000);
    this.#timer = setTimeout(
      () => {
        if (signal.aborted) return;
        this.#emit('identity:expiring', { expiresAt });
        // The same text again would run out at the same time: only a function can bring a fresh one.
        if (typeof this.#source === 'function') this.identify(this.#source, signal);
      },
      Math.min(waitMs, LONGEST_TIMER_MS),
    );
  }
}

/** The payload of a JWT, unverified: only to know when to renew. Anything else has no claims. */
function tokenClaims(token: string): { sub?: string; exp?: number } | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload));
  } catch {
    return null; // the server says what is wrong with it
  }
}
