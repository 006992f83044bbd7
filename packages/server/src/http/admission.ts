import type { IdentityMode } from '@wicketgate/core';
import type { GateRow } from '../store/store.ts';

/** What the gate found about the caller of a widget route that it let through. */
export interface Admission {
  readonly organizationId: string;
  readonly chatbotId: string;
  readonly deploymentId: string;
  readonly environment: 'live' | 'test';
  readonly identityMode: IdentityMode;
  /** The database's clock when the gate decided, epoch ms. */
  readonly nowMs: number;
  readonly row: GateRow;
  /** The rendered config, kept with the gate's record for as long as that is valid. */
  readonly rendered: { configText: string | null };
  /**
   * The gate's last step. Call it with what the identity's proof turned out to be.
   *
   * @param invalidDetail for `invalid`: what is wrong with the proof
   * @throws Refused `identity_required` or `identity_invalid`
   */
  judgeIdentity(identity: 'absent' | 'proven' | 'invalid', invalidDetail?: string): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every widget route. */
    admission: Admission;
  }
}
