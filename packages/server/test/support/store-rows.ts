import { newId } from '../../src/platform/new-id.ts';
import { sha256 } from '../../src/platform/sha256.ts';
import type {
  ChatbotTable,
  DeploymentTable,
  KeyTable,
  OrganizationTable,
  Schema,
} from '../../src/store/schema.ts';
import type { ActContext, Store, StoreTransaction } from '../../src/store/store.ts';

export const CONTEXT: ActContext = {
  actor: { type: 'system', id: 'test' },
  ip: '203.0.113.7',
  requestId: 'req_00000000000000000001',
};

/** An organization with one chatbot, one website deployment and one key: what the gate looks at. */
export interface Installation {
  readonly organization: OrganizationTable;
  readonly chatbot: ChatbotTable;
  readonly deployment: DeploymentTable;
  readonly key: KeyTable;
}

export function installation(
  parts: {
    organization?: Partial<OrganizationTable>;
    chatbot?: Partial<ChatbotTable>;
    deployment?: Partial<DeploymentTable>;
    key?: Partial<KeyTable>;
  } = {},
): Installation {
  const organization = organizationRow(parts.organization);
  const chatbot = chatbotRow(organization.id, parts.chatbot);
  const deployment = deploymentRow(chatbot, parts.deployment);
  return { organization, chatbot, deployment, key: keyRow(deployment, parts.key) };
}

export function organizationRow(parts: Partial<OrganizationTable> = {}): OrganizationTable {
  return {
    id: newId('org'),
    name: 'Test',
    allowed_origins: '[]',
    quarantine_misused_keys: 0,
    created_at: 1,
    ...parts,
  };
}

export function chatbotRow(organizationId: string, parts: Partial<ChatbotTable> = {}): ChatbotTable {
  return {
    id: newId('bot'),
    organization_id: organizationId,
    name: 'Bot',
    avatar_url: null,
    welcome_message: null,
    paused: 0,
    pause_message: '',
    identity_mode: 'off',
    keyless_embedding: 0,
    retention_days: null,
    created_at: 1,
    ...parts,
  };
}

export function deploymentRow(chatbot: ChatbotTable, parts: Partial<DeploymentTable> = {}): DeploymentTable {
  return {
    id: newId('dep'),
    organization_id: chatbot.organization_id,
    chatbot_id: chatbot.id,
    type: 'website',
    label: 'Shop',
    environment: 'live',
    stage: null,
    site: 'shop.example',
    restriction: JSON.stringify({
      kind: 'websites',
      origins: ['https://shop.example'],
      inheritOrganization: false,
    }),
    allow_localhost: 0,
    widget: '{}',
    rate_limit: null,
    created_by: 'test',
    created_at: 1,
    revoked_at: null,
    deleted_at: null,
    last_active_at: null,
    report_only: null,
    report_only_until: null,
    ...parts,
  };
}

export function keyRow(deployment: DeploymentTable, parts: Partial<KeyTable> = {}): KeyTable {
  return {
    id: newId('key'),
    organization_id: deployment.organization_id,
    deployment_id: deployment.id,
    type: 'publishable',
    environment: deployment.environment,
    digest: sha256(newId('key')),
    preview: 'cb_live_••••0000',
    sealed: null,
    label: null,
    scopes: null,
    restriction: null,
    operator: 0,
    created_at: 1,
    created_by: 'test',
    expires_at: null,
    grace_ends_at: null,
    ended_at: null,
    quarantined_at: null,
    last_used_at: null,
    misuse_reported_at: null,
    deleted_at: null,
    retiring_since: null,
    retire_when_silent_since: null,
    ...parts,
  };
}

export async function insertInstallation(
  tx: StoreTransaction,
  { organization, chatbot, deployment, key }: Installation,
): Promise<void> {
  await tx.db.insertInto('organization').values(organization).execute();
  await tx.db.insertInto('chatbot').values(chatbot).execute();
  await tx.db.insertInto('deployment').values(deployment).execute();
  await tx.db.insertInto('key').values(key).execute();
  tx.changeGate(organization.id, chatbot.id, deployment.id, key.id);
}

export async function storeInstallation(store: Store, rows = installation()): Promise<Installation> {
  await store.write((tx) => insertInstallation(tx, rows));
  return rows;
}

/** The smallest change there is. */
export function insertSetting(tx: StoreTransaction, name: string): Promise<unknown> {
  return tx.db.insertInto('setting').values({ name, value: '' }).execute();
}

/** Ends a key as a revocation does, and says so to the gate. */
export function endKey(store: Store, keyId: string): Promise<void> {
  return store.write(async (tx) => {
    await tx.db.updateTable('key').set({ ended_at: tx.nowMs }).where('id', '=', keyId).execute();
    tx.changeGate(keyId);
  });
}

export async function countRows(store: Store, table: keyof Schema): Promise<number> {
  const { count } = await store.read
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
