import type { IpAddress, OriginHeader, RestrictionDenial } from '@wicketgate/core';

/** A call that was refused, or would have been, for where it came from. */
export interface NotedRejection {
  readonly organizationId: string;
  /** Null for an API key. */
  readonly chatbotId: string | null;
  /** Null for an API key, and for a call that names a chatbot of which several deployments refused it. */
  readonly deploymentId: string | null;
  /** Null for a call that names the chatbot instead of a key. */
  readonly keyId: string | null;
  readonly code: RestrictionDenial;
  readonly origin: OriginHeader;
  readonly address: IpAddress | null;
  /** The Referer header: what the caller says, worth a hint and nothing else. */
  readonly referer: string | undefined;
  /** Let in, because the restriction that would have refused is only tried. */
  readonly reported: boolean;
  /** By the database's clock, epoch ms. */
  readonly atMs: number;
}

/** Told of every such call; must neither wait nor throw. */
export type NoteRejection = (rejection: NotedRejection) => void;
