import type { Deployment } from '../deployments/deployments-api.ts';
import { usageText } from '../messages/usage.ts';

/** What counted keys are called: deployment and preview, or the deployment alone for calls without a key. */
export function keyNames(deployments: readonly Deployment[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { id, chatbotId, label, keys } of deployments) {
    names.set(chatbotId, usageText.keylessRefused);
    names.set(id, usageText.keyless(label));
    for (const key of keys) names.set(key.id, `${label} · ${key.preview}`);
  }
  return names;
}
