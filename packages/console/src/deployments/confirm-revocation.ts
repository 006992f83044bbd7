import { installText as text } from '../messages/install.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { type Deployment, revokeDeployment } from './deployments-api.ts';
import { liveKeys } from './live-keys.ts';

/** @param renew fetches anew what shows the deployment */
export function confirmRevocation(deployment: Deployment, renew: () => Promise<unknown>): void {
  confirmAct({
    title: text.revokeTitle,
    effect: text.revokeEffect(deployment.label, liveKeys(deployment).length),
    action: text.revokeShort,
    done: text.revoked(deployment.label),
    act: () => revokeDeployment(deployment.id).then(renew),
  });
}
