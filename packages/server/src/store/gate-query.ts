import type { GateRow } from './store.ts';

/**
 * The one statement behind every cache fill of the gate: a key with its deployment, chatbot and organization.
 * Written out, since it is the hot path's only query and both adapters prepare it once. Append a WHERE clause.
 */
export const GATE_SELECT = `
select k.id as key_id, k.digest as digest, k.organization_id as organization_id, k.type as type,
  k.scopes as scopes, k.restriction as key_restriction, k.operator as operator, k.label as key_label,
  k.preview as key_preview, k.created_at as created_at, k.expires_at as expires_at,
  k.grace_ends_at as grace_ends_at, k.ended_at as ended_at, k.quarantined_at as quarantined_at,
  d.id as deployment_id, d.type as deployment_type, k.environment as environment, d.site as site,
  d.restriction as restriction, d.allow_localhost as allow_localhost, d.report_only as report_only, d.widget as widget,
  d.rate_limit as rate_limit, d.revoked_at as deployment_revoked_at,
  c.id as chatbot_id, c.name as chatbot_name, c.avatar_url as avatar_url,
  c.welcome_message as welcome_message, c.paused as paused, c.pause_message as pause_message,
  c.identity_mode as identity_mode, c.keyless_embedding as keyless_embedding,
  o.allowed_origins as allowed_origins
from "key" k
join organization o on o.id = k.organization_id
left join deployment d on d.id = k.deployment_id
left join chatbot c on c.id = d.chatbot_id
`;

/**
 * A preview in the place of a key: the console's origin instead of the deployment's restriction, the settings that are
 * tried out, and `test`, so that what is said is marked. Ends with its deployment. Append the placeholder of the digest.
 */
export const PREVIEW_SELECT = `
select p.id as key_id, p.digest as digest, p.organization_id as organization_id, 'publishable' as type,
  null as scopes, null as key_restriction, 0 as operator, null as key_label, p.mask as key_preview,
  p.created_at as created_at, p.expires_at as expires_at, null as grace_ends_at, null as ended_at,
  null as quarantined_at, d.id as deployment_id, d.type as deployment_type, 'test' as environment,
  d.site as site, p.restriction as restriction, 0 as allow_localhost, null as report_only,
  p.widget as widget,
  d.rate_limit as rate_limit, d.revoked_at as deployment_revoked_at,
  c.id as chatbot_id, c.name as chatbot_name, c.avatar_url as avatar_url,
  c.welcome_message as welcome_message, c.paused as paused, c.pause_message as pause_message,
  c.identity_mode as identity_mode, c.keyless_embedding as keyless_embedding,
  o.allowed_origins as allowed_origins
from preview p
join organization o on o.id = p.organization_id
join deployment d on d.id = p.deployment_id
join chatbot c on c.id = d.chatbot_id
where p.digest = `;

/**
 * The deployments by which a keyless call is judged: live websites of a chatbot that allows it. The row has the
 * deployment in the place of the key, since no key takes part. Append the placeholder of the chatbot's id.
 */
export const KEYLESS_SELECT = `
select '' as key_id, '' as digest, d.organization_id as organization_id, 'publishable' as type,
  null as scopes, null as key_restriction, 0 as operator, null as key_label, '' as key_preview,
  d.created_at as created_at, null as expires_at, null as grace_ends_at, null as ended_at,
  null as quarantined_at, d.id as deployment_id, d.type as deployment_type, d.environment as environment,
  d.site as site, d.restriction as restriction, d.allow_localhost as allow_localhost, d.report_only as report_only,
  d.widget as widget,
  d.rate_limit as rate_limit, d.revoked_at as deployment_revoked_at,
  c.id as chatbot_id, c.name as chatbot_name, c.avatar_url as avatar_url,
  c.welcome_message as welcome_message, c.paused as paused, c.pause_message as pause_message,
  c.identity_mode as identity_mode, c.keyless_embedding as keyless_embedding,
  o.allowed_origins as allowed_origins
from chatbot c
join organization o on o.id = c.organization_id
join deployment d on d.chatbot_id = c.id
where c.keyless_embedding = 1 and d.type = 'website' and d.environment = 'live' and d.revoked_at is null
  and c.id = `;

/**
 * Makes rows of bare values, as the statements above return them.
 *
 * @param names of the columns, in the order of the values
 * @throws Error when they are not those of the statements above, in their order
 */
export function gateRowReader(names: readonly string[]): (values: readonly unknown[]) => GateRow {
  if (names.join() !== COLUMNS) throw new Error(`the gate reads other columns: ${names.join()}`);
  return toGateRow;
}

/** Spelled out, since an object literal of one shape costs a tenth of one that is filled name by name. */
export function toGateRow(values: readonly unknown[]): GateRow {
  const row: Record<keyof GateRow, unknown> = {
    key_id: values[0],
    digest: values[1],
    organization_id: values[2],
    type: values[3],
    scopes: values[4],
    key_restriction: values[5],
    operator: values[6],
    key_label: values[7],
    key_preview: values[8],
    created_at: values[9],
    expires_at: values[10],
    grace_ends_at: values[11],
    ended_at: values[12],
    quarantined_at: values[13],
    deployment_id: values[14],
    deployment_type: values[15],
    environment: values[16],
    site: values[17],
    restriction: values[18],
    allow_localhost: values[19],
    report_only: values[20],
    widget: values[21],
    rate_limit: values[22],
    deployment_revoked_at: values[23],
    chatbot_id: values[24],
    chatbot_name: values[25],
    avatar_url: values[26],
    welcome_message: values[27],
    paused: values[28],
    pause_message: values[29],
    identity_mode: values[30],
    keyless_embedding: values[31],
    allowed_origins: values[32],
  };
  return row as GateRow;
}

const NAMES = Object.keys(toGateRow([])) as (keyof GateRow)[];
const COLUMNS = NAMES.join();

type NumberIn<Row> = {
  [Name in keyof Row]-?: NonNullable<Row[Name]> extends number ? Name : never;
}[keyof Row];
const NUMBERS = {
  operator: true,
  created_at: true,
  expires_at: true,
  grace_ends_at: true,
  ended_at: true,
  quarantined_at: true,
  allow_localhost: true,
  rate_limit: true,
  deployment_revoked_at: true,
  paused: true,
  keyless_embedding: true,
} satisfies Record<NumberIn<GateRow>, true>;
const NUMBER_PLACES = NAMES.flatMap((name, place) => (name in NUMBERS ? place : []));

/** Makes a row of values that came as text, in the order of the statements above. */
export function toGateRowOfTexts(texts: readonly (string | null)[]): GateRow {
  const values: (string | number | null)[] = [...texts];
  for (const place of NUMBER_PLACES) {
    const text = texts[place];
    if (typeof text === 'string') values[place] = Number(text);
  }
  return toGateRow(values);
}
