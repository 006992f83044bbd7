/** Who is told of what happens: an address that takes webhooks, or a mailbox. */
export interface WebhookTable {
  id: string;
  organization_id: string;
  label: string;
  /** One of the two is set. */
  url: string | null;
  email: string | null;
  /** JSON array of event types, `noun.*` or `*`. */
  events: string;
  status: 'active' | 'paused' | 'disabled';
  /** Sealed under the master key; null for a mailbox. */
  sealed: string | null;
  preview: string | null;
  /** The secret before the last rotation, which signs as well until then. */
  old_sealed: string | null;
  old_until: number | null;
  created_at: number;
  created_by: string;
}

/** One event for one target: the outbox, and what is left of it is the delivery log. */
export interface DeliveryTable {
  id: string;
  organization_id: string;
  webhook_id: string;
  /** Stable over all attempts and replays: receivers know by it what they have had. */
  event_id: string;
  event_type: string;
  /** The body as it is sent, JSON. */
  payload: string;
  status: 'pending' | 'delivered' | 'failed';
  /** Begun, the running one included; whoever finishes one names it, so that a node that was overtaken changes nothing. */
  attempts: number;
  /** When the next attempt is due. While one runs: until when its node is believed to be at work. */
  due_at: number;
  /** JSON array, oldest first: `{ at, tookMs, status, error }`. */
  log: string;
  created_at: number;
  finished_at: number | null;
}
