import type { Secret } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { permissionsOn } from '../http/permissions.ts';
import { presentSecret } from '../http/present-secret.ts';
import type { Vault } from '../platform/vault.ts';
import type { Store } from '../store/store.ts';
import { liveKeys } from './deployment-keys.ts';
import { findDeployment } from './find-deployment.ts';
import { openKey } from './reveal-key.ts';
import { presentSnippet, type SnippetText, withKey } from './snippet.ts';

/** The snippet again: with the key where that can be shown again, to those who could reveal it. */
export async function readSnippet(
  store: Store,
  vault: Vault,
  publicUrl: string,
  caller: Caller,
  deploymentId: string,
): Promise<SnippetText> {
  const deployment = await findDeployment(store.read, caller, deploymentId, 'view');
  const chatbot = await findChatbot(store.read, caller, deployment.chatbot_id, 'view');
  const snippet = presentSnippet(publicUrl, chatbot, deployment);
  if (!permissionsOn(caller, chatbot.id).includes('deploy')) return snippet;
  const key = await newestRevealable(store, vault, deployment.id);
  return withKey(snippet, key === null ? undefined : presentSecret(key));
}

/** Of the keys that stay: one that is retiring would soon leave the page without a widget. */
async function newestRevealable(store: Store, vault: Vault, deploymentId: string): Promise<Secret | null> {
  const keys = await liveKeys(store.read, deploymentId, await store.nowMs());
  const key = keys.find((row) => row.grace_ends_at === null && row.quarantined_at === null && row.sealed);
  return key?.sealed == null ? null : openKey(vault, key.id, key.sealed);
}
