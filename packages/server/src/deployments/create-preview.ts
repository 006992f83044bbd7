import { randomBytes } from 'node:crypto';
import { keyPreview, mintKey, type Secret } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import { changeWidgetSettings, type WidgetSettingsChange } from '../http/widget-settings.ts';
import { newId } from '../platform/new-id.ts';
import { sha256 } from '../platform/sha256.ts';
import type { PreviewTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findUnrevoked } from './find-deployment.ts';

const PREVIEW_LIFE_MS = 600_000;

export interface IssuedPreview {
  readonly row: PreviewTable;
  readonly secret: Secret;
}

/**
 * Makes a token with which the console shows the deployment's chat: a publishable test key in form, good for pages of
 * one origin and for ten minutes, and over when the deployment is revoked. It changes nothing that outlives it, so the
 * trail does not speak of it.
 *
 * @param origin of the console, the only pages it works on
 * @param tried widget settings that are not saved, laid over the deployment's
 * @throws Refused conflict: a custom deployment has no widget to show
 */
export async function createPreview(
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
  origin: string,
  tried: WidgetSettingsChange = {},
): Promise<IssuedPreview> {
  const deployment = await findUnrevoked(tx.db, caller, deploymentId, 'deploy');
  if (deployment.type === 'custom') {
    throw new Refused(
      'conflict',
      'A custom deployment draws its own chat, so there is no widget to preview.',
    );
  }
  const secret = mintKey('publishable', 'test', randomBytes);
  const text = secret.expose();
  const row: PreviewTable = {
    id: newId('prv'),
    organization_id: caller.organizationId,
    deployment_id: deployment.id,
    digest: sha256(text),
    mask: keyPreview(text),
    restriction: JSON.stringify({ kind: 'websites', origins: [origin], inheritOrganization: false }),
    widget: changeWidgetSettings(deployment.widget, tried),
    created_at: tx.nowMs,
    expires_at: tx.nowMs + PREVIEW_LIFE_MS,
  };
  await tx.db.insertInto('preview').values(row).execute();
  return { row, secret };
}
