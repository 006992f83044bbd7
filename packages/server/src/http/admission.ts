import type { IdentityMode } from '@wicketgate/core';

/** A chatbot as its visitors see it. */
export interface ChatbotFace {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly welcomeMessage: string;
  readonly identityMode: IdentityMode;
  /** The config of a widget that was left as it comes, once it was rendered. */
  plainConfig: RenderedConfig | null;
}

/** The config but for the labels, which are in the caller's language, and what these are made of. */
export interface RenderedConfig {
  /** All of it in the language that was asked for last: most sites have visitors of one. */
  answer: { readonly language: string; readonly text: string } | null;
  /** A JSON object. */
  readonly text: string;
  readonly locale: string | null;
  readonly strings: Readonly<Record<string, string>>;
}

/** What the config is made of, and the config itself once it was rendered. Kept with the gate's record. */
export interface WidgetLook {
  readonly face: ChatbotFace;
  /** What the site owner changed, as stored JSON. */
  readonly settings: string;
  /** Undefined before the first use, null until the second and where others needed its room: most are asked for rarely. */
  config: RenderedConfig | null | undefined;
}

/** What the gate found about the caller of a widget route that it let through. */
export interface Admission {
  readonly organizationId: string;
  readonly chatbotId: string;
  readonly deploymentId: string;
  readonly environment: 'live' | 'test';
  /** A look at the chat in the console; null for everybody else. */
  readonly previewId: string | null;
  readonly identityMode: IdentityMode;
  /** The database's clock when the gate decided, epoch ms. */
  readonly nowMs: number;
  readonly look: WidgetLook;
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
