import type { DenyReason, Explanation, IpAddress } from '@wicketgate/core';

/** A key, or the newest key of a deployment, as if it came from an origin and an address. */
export interface GatekeeperQuestion {
  readonly organizationId: string;
  readonly subject:
    | { readonly keyText: string }
    | { readonly keyDigest: string; readonly type: 'publishable' | 'secret' };
  /** As the Origin header would have it; undefined: there is none. */
  readonly origin: string | undefined;
  readonly address: IpAddress | null;
  /**
   * The request that asks on behalf of a real call: that counts against the key's limit and as the key's use. Null for
   * a hypothetical question, which leaves no trace.
   */
  readonly askedBy: AskingCall | null;
}

export interface AskingCall {
  /** A refusal is kept under it. */
  readonly requestId: string;
  /** By `performance.now()`. */
  readonly arrivedMs: number;
  /** See Caller. */
  readonly barrierMs: number | null;
}

export interface GatekeeperAnswer {
  readonly code: DenyReason | null;
  /** Why a restriction that is only tried would have refused; null: it would not, or none is. */
  readonly reported: DenyReason | null;
  readonly keyId: string | null;
  readonly deploymentId: string | null;
  readonly chatbotId: string | null;
  /** Step by step: for those who ask, since it takes longer than the decision. */
  readonly explain: () => Explanation;
}

/** The gate, asked about a call that went elsewhere or never happened. The same engine that guards the widget API. */
export interface Gatekeeper {
  ask(question: GatekeeperQuestion): Promise<GatekeeperAnswer>;
}

/** A refusal as it is kept for those who ask about it later. */
export interface RefusalKeeper {
  /** Makes sure that every refusal of this node can be read from the store. */
  flush(): Promise<void>;
}
