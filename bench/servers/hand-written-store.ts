/** What the one statement of the hand-written server returns. */
export interface HandWrittenRow {
  readonly key_id: string;
  readonly ended_at: number | null;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly deployment_id: string;
  readonly chatbot_id: string;
  /** The widget's config, kept as the text that is sent. */
  readonly config: string;
  /** The caller's origin if it is on the list, else null. */
  readonly origin: string | null;
}

/** The schema that one would write for exactly this and nothing else: three tables, three primary keys. */
export const HAND_WRITTEN_SCHEMA = `
create table api_key (digest text primary key, id text not null, deployment_id text not null,
  ended_at bigint, expires_at bigint);
create table installation (id text primary key, chatbot_id text not null, config text not null, revoked_at bigint);
create table allowed_origin (installation_id text not null, origin text not null,
  primary key (installation_id, origin))`;

/** @param origin,digest placeholders of the engine */
export function handWrittenSelect(origin: string, digest: string): string {
  return `select k.id as key_id, k.ended_at as ended_at, k.expires_at as expires_at, i.revoked_at as revoked_at,
    i.id as deployment_id, i.chatbot_id as chatbot_id, i.config as config, o.origin as origin
    from api_key k join installation i on i.id = k.deployment_id
    left join allowed_origin o on o.installation_id = i.id and o.origin = ${origin}
    where k.digest = ${digest}`;
}
