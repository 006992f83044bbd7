import { attempt } from './attempt.ts';
import type { Result } from './call-api.ts';
import { type Identity, type Proof, present } from './conversation-api.ts';
import type { Embed } from './embed.ts';
import type { VisitorStore } from './visitor-store.ts';
import { warn } from './warn.ts';

/** What `Wicket.identify` takes: a token, an identity, or a function that brings either anew each time. */
export type IdentitySource = string | Identity | (() => IdentityOrToken | Promise<IdentityOrToken>);
type IdentityOrToken = string | Identity;

type Emit = (name: string, detail?: object) => void;

/** Knows who the visitor is, and keeps the proof fresh. */
export type Identification = {
  isKnown(): boolean;
  /**
   * Remembers who the visitor is. Where a visitor exists already the proof goes to the server now, else with the first
   * message.
   *
   * @returns whether this browser's conversations belong to another person and must not be shown
   */
  identify(source: IdentitySource): Promise<boolean>;
  /** @returns whether a fresh proof was accepted; only a function of the page can bring one */
  renew(): Promise<boolean>;
  forget(): void;
  /** Nothing is renewed any more, until `identify` is called again. */
  stop(): void;
  /** @returns the identity to present now, null where there is none, the page's function failed, or JSON cannot hold it */
  current(): Promise<Identity | null>;
  /** What presenting an identity came to. */
  settle(proof: Result<Proof>): void;
};

/** A proof is renewed so long before it runs out, and a short one after four fifths of its life. */
const RENEW_BEFORE_MS = 60_000;

/** @param signal of the chat as a whole: a proof outlives the conversation that it was presented with */
export function identification(
  embed: Embed,
  store: VisitorStore,
  emit: Emit,
  signal: AbortSignal,
): Identification {
  let source: IdentitySource | null = null;
  let isFresh = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function identify(newSource: IdentitySource): Promise<boolean> {
    source = newSource;
    const { visitorToken } = store.read();
    const identity = visitorToken && (await current());
    // Whoever has signed out, or come as somebody else, since then is not this one any more.
    const isOver = () => signal.aborted || source !== newSource;
    if (!identity || isOver()) return false;
    const proof = await present(embed, 'widget/identity', visitorToken, identity, signal);
    if (isOver()) return false;
    const code = proof.ok || proof.failure.code;
    if (code !== 'conflict' && code !== 'visitor_token_invalid') settle(proof);
    return code === 'conflict';
  }

  async function current(): Promise<Identity | null> {
    try {
      const found = typeof source === 'function' ? await source() : source;
      // Written here, where a failure can be told: inside a call it would keep the message waiting for ever.
      return found && JSON.parse(JSON.stringify(typeof found === 'string' ? { token: found } : found));
    } catch (error) {
      // What a page throws need not even be a text.
      const detail = attempt(() => `${error}`);
      if (!signal.aborted) warn(`identity_source_failed: ${detail}`);
      emit('identity:failed', { code: 'identity_source_failed', detail });
      return null;
    }
  }

  function settle(proof: Result<Proof>): void {
    if (!proof.ok) emit('identity:failed', proof.failure);
    else if (proof.value.identity) {
      const { expiresAt, userId } = proof.value.identity;
      isFresh = true;
      emit('identity:verified', { userId, expiresAt });
      if (expiresAt) renewLater(expiresAt, proof.date);
    }
  }

  /** @param now of the server, which judges: the visitor's own clock may be days off */
  function renewLater(expiresAt: string, now: string | null | undefined): void {
    stop();
    const leftMs = Date.parse(expiresAt) - (Date.parse(`${now}`) || Date.now());
    // A timer that is set for more than 24 days goes off at once.
    const waitMs = Math.min(Math.max(leftMs - RENEW_BEFORE_MS, leftMs * 0.8, 1000), 2e9);
    timer = setTimeout(() => {
      emit('identity:expiring', { expiresAt });
      renew();
    }, waitMs);
  }

  async function renew(): Promise<boolean> {
    isFresh = false;
    // The same text again would run out at the same time: only a function can bring a fresh one.
    if (typeof source === 'function') await identify(source);
    return isFresh;
  }

  const stop = () => clearTimeout(timer);

  return {
    isKnown: () => source !== null,
    identify,
    renew,
    stop,
    current,
    settle,
    forget() {
      source = null;
      stop();
    },
  };
}
