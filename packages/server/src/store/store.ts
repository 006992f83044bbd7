import type { AuditEntry, JsonObject } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Who did something, as the audit trail keeps it. */
export interface Actor {
  readonly type: 'api_key' | 'member' | 'system';
  readonly id: string;
  readonly label?: string;
}

/** The circumstances of a change: what an audit event says beside what happened. */
export interface ActContext {
  readonly actor: Actor;
  readonly ip: string | null;
  readonly requestId: string | null;
}

/** Something worth telling people that is no change of theirs: a digest, a checkpoint, a surge. */
export interface Notification {
  readonly id: string;
  /** `noun.past_participle`, as audit actions are. */
  readonly type: string;
  readonly data: JsonObject;
}

/** One atomic change. What is recorded here is written at the end, in the order that keeps locks short. */
export interface StoreTransaction {
  readonly db: Kysely<Schema>;
  /**
   * The database's clock, epoch ms, at the start of the transaction or, later, when its last lock was granted: whoever
   * waited for a lock judges deadlines by the time at which it acts.
   */
  readonly nowMs: number;
  /**
   * Locks one row until the end of the transaction. Lock first what others may be changing, the organization
   * before anything inside it. (SQLite has one writer anyway; there this does nothing.)
   */
  lock(table: 'organization' | 'conversation', id: string): Promise<void>;
  /**
   * Keeps one row as it is until the end of the transaction, along with whoever else only needs it to stay; what changes
   * it waits, or is waited for. Read the row afterwards. (On SQLite this does nothing either.)
   */
  hold(table: 'deployment', id: string): Promise<void>;
  /** Appends to the organization's audit chain; written after the change itself, in the same transaction. */
  record(organizationId: string, context: ActContext, entry: AuditEntry): void;
  /**
   * Tells the organization's targets of notifications something that is no audit event; sent only if this change is
   * made. Audit events need no such call: recording them is enough.
   *
   * @param event its id is stable: receivers know by it what they have had
   */
  notify(organizationId: string, event: Notification): void;
  /** Says that the standing of these ids before the gate may have changed; written as the last statement. */
  changeGate(...ids: readonly string[]): void;
}

/** What one barrier read returned. */
export interface BarrierReading {
  readonly version: number;
  /** The database's clock, epoch ms. */
  readonly nowMs: number;
  /**
   * The ids changed by each version after the one asked about, oldest first.
   * `null`: they cannot all be told (pruned, or a restored database): forget everything.
   */
  readonly changes: readonly GateChange[] | null;
}

export interface GateChange {
  readonly version: number;
  readonly ids: readonly string[];
}

/** A key with all that the gate and the widget's config need of it, in one row. */
export interface GateRow {
  key_id: string;
  digest: string;
  organization_id: string;
  type: 'publishable' | 'secret';
  scopes: string | null;
  key_restriction: string | null;
  operator: number;
  key_label: string | null;
  key_preview: string;
  created_at: number;
  expires_at: number | null;
  grace_ends_at: number | null;
  ended_at: number | null;
  quarantined_at: number | null;
  deployment_id: string | null;
  deployment_type: string | null;
  environment: string;
  site: string | null;
  restriction: string | null;
  allow_localhost: number | null;
  /** JSON of a ReportOnlyState. */
  report_only: string | null;
  widget: string | null;
  rate_limit: number | null;
  deployment_revoked_at: number | null;
  chatbot_id: string | null;
  chatbot_name: string | null;
  avatar_url: string | null;
  welcome_message: string | null;
  paused: number | null;
  pause_message: string | null;
  identity_mode: string | null;
  keyless_embedding: number | null;
  allowed_origins: string;
}

/** What every feature knows of the database. Two adapters, one contract suite. */
export interface Store {
  readonly engine: 'sqlite' | 'postgres';
  /** Reads of committed state, outside any transaction. */
  readonly read: Kysely<Schema>;
  /**
   * The same, for statements that may look at very many rows. SQLite reads them where they keep nobody waiting but each
   * other; on PostgreSQL there is no difference.
   */
  readonly scan: Kysely<Schema>;
  /**
   * Runs one atomic change; resolves after it is durable. Throws what `change` threw (nothing is stored then),
   * or StoreUnavailable. `change` must await everything it starts and use no connection but `tx.db`.
   */
  write<T>(change: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Reads the newest gate version. SQLite answers at once, PostgreSQL with a promise. */
  readBarrier(sinceVersion: number): BarrierReading | Promise<BarrierReading>;
  /** Finds a key by its digest; what is asked for in one turn of the event loop is read together. */
  findKey(digest: string): Promise<GateRow | null>;
  /** Finds a preview by digest, as of now: it is asked for rarely and never kept. */
  findPreview(digest: string): Promise<GateRow | null>;
  /** The website deployments of a chatbot that allows keyless embedding, oldest first, one SQL statement. */
  findKeyless(chatbotId: string): Promise<GateRow[]>;
  /** The database's clock, epoch ms: what is retiring or over is judged by it, on every node alike. */
  nowMs(): Promise<number>;
  /** Throws StoreUnavailable when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Signs audit heads; made from the master key. */
export interface AuditSigner {
  sign(text: string): string;
}

export interface StoreOptions {
  readonly signer: AuditSigner;
  /** Milliseconds added to the database's clock; time travel for tests and drills. */
  readonly clockShiftMs?: () => number;
  /** Hears, in a sentence, what the opening waits for. */
  readonly tell?: (message: string) => void;
}

/** The database cannot be reached or did not answer in time: a fault, never a denial and never an allow. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** The database is there, and takes no such value: to try the same again is of no use. */
export class DataRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataRefused';
  }
}

/** Two changes collided on a unique value: no DataRefused, since the next try may see what the other one stored. */
export class UniqueViolation extends Error {
  constructor(options?: ErrorOptions) {
    super('a row with this unique value exists already', options);
    this.name = 'UniqueViolation';
  }
}
