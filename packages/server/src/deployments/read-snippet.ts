import type { Caller } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import type { Store } from '../store/store.ts';
import { findDeployment } from './find-deployment.ts';
import { hasReadableKey } from './has-readable-key.ts';
import { presentSnippet, type SnippetText } from './snippet.ts';

/** The snippet again, with a placeholder: a key is shown again by its reveal alone, which the trail tells of. */
export async function readSnippet(
  store: Store,
  publicUrl: string,
  caller: Caller,
  deploymentId: string,
): Promise<SnippetText> {
  const deployment = await findDeployment(store.read, caller, deploymentId, 'view');
  const chatbot = await findChatbot(store.read, caller, deployment.chatbot_id, 'view');
  const isReadable = await hasReadableKey(store.read, deployment.id, await store.nowMs());
  return presentSnippet(publicUrl, chatbot, deployment, isReadable);
}
