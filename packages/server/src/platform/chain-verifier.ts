import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { auditHash, CHAIN_START, type HashedEvent } from './audit-hash.ts';
import { type Checkpoint, decodeSignature, isSigned } from './checkpoint.ts';

/** An event with what ties it to the chain. */
export interface ChainedEvent extends HashedEvent {
  readonly previousHash: string;
  readonly hash: string;
  /** Ed25519 over the hash, base64url. */
  readonly signature: string;
}

/** What can be wrong with a trail, each with what it means. */
export const BAD_REASONS = {
  unreadable: 'The event is not what this version wrote: a field cannot be read.',
  sequence_gap: 'Events before this one are missing, or stand in another order.',
  previous_hash_mismatch: 'The event does not follow on the one before it.',
  hash_mismatch: 'The event was changed after it was written.',
  signature_invalid: 'The event was not written under this master key.',
  head_mismatch:
    'The trail does not end where its head says: events at its end are missing or were replaced.',
  beyond_head: 'The event stands behind the end of the trail: it was added from outside.',
  trail_missing: 'There is no event at all; every trail begins with the creation of its organization.',
  checkpoint_invalid:
    'The checkpoint was not signed under this master key, or is of another organization, or was changed.',
  tail_missing: 'The checkpoint counted more events than there are: the end of the trail was cut off.',
  checkpoint_mismatch: 'The event is not the one that the checkpoint names: the trail was written anew.',
} as const;
export type BadReason = keyof typeof BAD_REASONS;

/** The first entry at which a trail stops being believable. */
export interface BadEntry {
  /** Null where no event is there to be named. */
  readonly id: string | null;
  readonly sequence: number;
  readonly reason: BadReason;
}

const verifySignature = promisify(verify) as unknown as (
  algorithm: null,
  data: Buffer,
  key: KeyObject,
  signature: Buffer,
) => Promise<boolean>;

/**
 * Follows one organization's chain from its beginning, with the public key alone. Signatures are checked on other
 * threads, so that a long trail keeps nobody waiting.
 */
export class ChainVerifier {
  readonly #publicKey: KeyObject;
  readonly #organizationId: string | null;
  readonly #checkpoint: Checkpoint | null;
  #last: { id: string | null; sequence: number; hash: string; organizationId: string | null };
  #bad: BadEntry | null = null;

  /**
   * @param publicKey SPKI PEM
   * @param organizationId whose trail it must be; null: that of the first event
   * @param checkpoint an earlier state that the trail must still contain
   * @throws Error when the public key cannot be read
   */
  constructor(publicKey: string, organizationId: string | null, checkpoint: Checkpoint | null = null) {
    this.#publicKey = createPublicKey(publicKey);
    this.#organizationId = organizationId;
    this.#checkpoint = checkpoint;
    this.#last = { id: null, sequence: 0, hash: CHAIN_START, organizationId };
    if (checkpoint === null) return;
    const ours = organizationId === null || checkpoint.organizationId === organizationId;
    if (!ours || !isSigned(checkpoint, this.#publicKey)) {
      this.#bad = { id: null, sequence: checkpoint.count, reason: 'checkpoint_invalid' };
    }
  }

  /** How many events were found good. */
  get checked(): number {
    return this.#last.sequence;
  }

  /** The last good event's place and hash. */
  get head(): { readonly sequence: number; readonly hash: string } {
    return this.#last;
  }

  get organizationId(): string | null {
    return this.#last.organizationId;
  }

  get firstBad(): BadEntry | null {
    return this.#bad;
  }

  /**
   * Checks the events that follow on those before; some hundreds at a time keep all threads at work.
   *
   * @param events oldest first
   * @returns false as soon as something is wrong: then nothing that follows is worth reading
   */
  async follow(events: readonly (ChainedEvent | UnreadableEvent)[]): Promise<boolean> {
    if (this.#bad !== null) return false;
    const signed = await Promise.all(events.map((event) => this.#isSigned(event)));
    for (const [index, event] of events.entries()) {
      const reason = this.#complaint(event, signed[index] === true);
      if (reason !== null) {
        this.#bad = { id: event.id, sequence: event.sequence, reason };
        return false;
      }
      const { id, sequence, hash, organizationId } = event as ChainedEvent;
      this.#last = { id, sequence, hash, organizationId };
    }
    return true;
  }

  /** Says what is wrong at the end of the trail, unless something was wrong before. */
  end(reason: 'head_mismatch' | 'beyond_head', id: string | null = this.#last.id): void {
    this.#bad ??= { id, sequence: this.#last.sequence, reason };
  }

  /** To be asked when all events have been followed. */
  finish(): BadEntry | null {
    if (this.#bad !== null) return this.#bad;
    const { id, sequence } = this.#last;
    if (sequence === 0) this.#bad = { id, sequence, reason: 'trail_missing' };
    else if (sequence < (this.#checkpoint?.count ?? 0)) this.#bad = { id, sequence, reason: 'tail_missing' };
    return this.#bad;
  }

  #complaint(event: ChainedEvent | UnreadableEvent, signed: boolean): BadReason | null {
    if ('unreadable' in event) return 'unreadable';
    const last = this.#last;
    if (event.sequence !== last.sequence + 1) return 'sequence_gap';
    if (event.previousHash !== last.hash) return 'previous_hash_mismatch';
    if (last.organizationId !== null && event.organizationId !== last.organizationId) return 'hash_mismatch';
    const hash = hashOf(event);
    if (hash === null) return 'unreadable';
    if (event.hash !== hash) return 'hash_mismatch';
    if (!signed) return 'signature_invalid';
    const checkpoint = this.#checkpoint;
    if (checkpoint === null) return null;
    if (checkpoint.organizationId !== event.organizationId) return 'checkpoint_invalid';
    return event.sequence === checkpoint.count && event.hash !== checkpoint.hash
      ? 'checkpoint_mismatch'
      : null;
  }

  #isSigned(event: ChainedEvent | UnreadableEvent): Promise<boolean> | false {
    if ('unreadable' in event) return false;
    return verifySignature(null, Buffer.from(event.hash), this.#publicKey, decodeSignature(event.signature));
  }
}

/** An event that is there but is none of ours any more. */
export interface UnreadableEvent {
  readonly unreadable: true;
  readonly id: string | null;
  readonly sequence: number;
}

function hashOf(event: ChainedEvent): string | null {
  try {
    return auditHash(event.previousHash, event);
  } catch (error) {
    // Canonical JSON has only what we write; anything else came from outside.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
