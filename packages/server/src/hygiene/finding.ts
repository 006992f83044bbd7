export const FINDING_KINDS = [
  'key_old',
  'key_unused',
  'key_retiring_late',
  'localhost_allowed',
  'unrestricted',
  'signing_secret_old',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One thing that somebody should look at. */
export interface Finding {
  readonly kind: FindingKind;
  readonly subject: {
    readonly type: 'key' | 'api_key' | 'deployment' | 'signing_secret';
    readonly id: string;
  };
  /** What people call it. */
  readonly label: string;
  readonly preview: string | null;
  readonly chatbotId: string | null;
  readonly deploymentId: string | null;
  /** Since when it is so, epoch ms: created, last used, or retiring. */
  readonly sinceMs: number;
}

/** Whose things, and when. */
export interface Survey {
  readonly organizationId: string;
  /** Null: all; else only what belongs to these, and what belongs to no chatbot. */
  readonly chatbotIds: readonly string[] | null;
  /** The database's clock. */
  readonly nowMs: number;
}

/** More than anybody reads; what comes after them comes when these are done. */
export const MOST_OF_A_KIND = 200;
