export interface AuditHeadTable {
  organization_id: string;
  sequence: number;
  hash: string;
}

export interface AuditEventTable {
  id: string;
  organization_id: string;
  sequence: number;
  at: number;
  /** JSON `{ type, id, label? }`. */
  actor: string;
  action: string;
  target_type: string;
  target_id: string;
  ip: string | null;
  request_id: string | null;
  /** JSON object. */
  detail: string;
  previous_hash: string;
  /** SHA-256 over previous_hash and the canonical JSON of the event, base64url. */
  hash: string;
  /** Ed25519 over hash, base64url. */
  signature: string;
}

export interface GateHeadTable {
  id: number;
  version: number;
}

export interface GateChangeTable {
  version: number;
  /** JSON array of the ids (org_, bot_, dep_, key_) whose standing before the gate may have changed. */
  entries: string;
  at: number;
}

export interface IdempotencyTable {
  /** SHA-256 of caller, route and Idempotency-Key, base64url. */
  id: string;
  organization_id: string;
  body_hash: string;
  status: number;
  /** The answer's JSON, sealed under the master key and the Idempotency-Key. */
  answer: string;
  /** From then on a secret inside the answer is no longer replayed; null when it holds none. */
  secret_until: number | null;
  expires_at: number;
}
