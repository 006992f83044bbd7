import type { DenyReason } from './deny-reason.ts';
import type { IdentityMode } from './identity.ts';
import type { IpAddress } from './ip-address.ts';
import type { IpRange } from './ip-range.ts';
import type { KeyType } from './key-format.ts';
import type { KeyLife } from './lifecycle.ts';
import type { OriginHeader } from './origin.ts';
import type { OriginPattern } from './origin-pattern.ts';

export interface OriginRule {
  readonly pattern: OriginPattern;
  readonly source: 'deployment' | 'organization';
}

/** A restriction with everything that it inherits. */
export type EffectiveRestriction =
  | { readonly kind: 'none' }
  | { readonly kind: 'websites'; readonly rules: readonly OriginRule[]; readonly allowLocalhost: boolean }
  | { readonly kind: 'ips'; readonly ranges: readonly IpRange[] };

/** A restriction that is being tried: until then it refuses nobody whom the one before it would have let in. */
export interface ReportOnly {
  /** epoch ms, by the clock of the store; from then on the restriction is in force by itself */
  readonly untilMs: number;
  /** the restriction before it, which decides meanwhile */
  readonly enforced: EffectiveRestriction;
}

/** What is known of a key at the time of the request. */
export interface GateSubject {
  /** null when the call carries a chatbot ID instead of a key */
  readonly keyId: string | null;
  readonly type: KeyType;
  readonly life: KeyLife;
  readonly restriction: EffectiveRestriction;
  /** absent or null: the restriction is in force */
  readonly reportOnly?: ReportOnly | null;
  /** null: an API key */
  readonly deployment: {
    readonly id: string;
    readonly revoked: boolean;
    readonly unlinked: boolean;
  } | null;
  readonly chatbot: {
    readonly id: string;
    readonly paused: boolean;
    readonly pauseMessage: string;
    readonly identityMode: IdentityMode;
  } | null;
}

/**
 * What the request shows. `keyless` is a chatbot ID: its candidates are the chatbot's live website deployments, null
 * when there is no such chatbot or it does not allow that; which of the two is not told.
 */
export type Credential<S extends GateSubject = GateSubject> =
  | { readonly kind: 'missing' }
  | { readonly kind: 'two' }
  /** The key that it is, where that is known: refused all the same, but its owner is told. */
  | { readonly kind: 'secret_in_url'; readonly subject?: S | null }
  | { readonly kind: 'malformed' }
  | {
      readonly kind: 'key';
      readonly type: KeyType;
      readonly fromBrowser: boolean;
      readonly subject: S | null;
    }
  | { readonly kind: 'keyless'; readonly candidates: readonly S[] | null };

/**
 * `widget`: publishable keys, and the secret key of a custom deployment when no browser sent it. `management`: API
 * keys, never from a browser.
 */
export type Door = 'widget' | 'management';
export type Limit = 'within' | 'exceeded';
export type IdentityFact = 'not_asked' | 'absent' | 'proven' | 'invalid';

/** Everything that the gate may look at; whoever gathers it decides nothing. */
export interface GateFacts<S extends GateSubject = GateSubject> {
  readonly door: Door;
  readonly addressLimit: Limit;
  readonly credential: Credential<S>;
  readonly origin: OriginHeader;
  /** null when unknown */
  readonly address: IpAddress | null;
  /** epoch ms, by the clock of the store */
  readonly nowMs: number;
  readonly keyLimit: Limit;
  readonly identity: IdentityFact;
}

/** What let the caller through: the rule of a restriction, null when there is none. */
export type AllowingRule = OriginRule | IpRange | 'localhost' | null;

export type Decision<S extends GateSubject = GateSubject> =
  | {
      readonly allow: true;
      readonly subject: S;
      readonly rule: AllowingRule;
      /** why the restriction that is being tried would have refused; null: it would not, or none is */
      readonly reported: DenyReason | null;
    }
  | { readonly allow: false; readonly reason: DenyReason; readonly subject: S | null };
