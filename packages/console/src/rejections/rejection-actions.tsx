import { Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { may } from '../chatbots/may.ts';
import type { Deployment } from '../deployments/deployments-api.ts';
import { AllowButton } from './allow-button.tsx';
import { MuteButton } from './mute-button.tsx';
import type { Rejection } from './rejections-api.ts';

interface RejectionActionsProps {
  rejection: Rejection;
  /** All of the chatbot; empty while they are not known, and then nothing is offered. */
  deployments: readonly Deployment[];
}

export function RejectionActions({ rejection, deployments }: RejectionActionsProps) {
  const queries = useQueryClient();
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['rejections'] }),
      queries.invalidateQueries({ queryKey: ['deployments'] }),
    ]);
  const [any] = deployments;
  if (any === undefined || !may(any, 'deploy')) return null;
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      {rejection.status === 'open' && (
        <AllowButton
          rejection={rejection}
          targets={deployments.filter((deployment) => canAllow(deployment, rejection))}
          renew={renew}
        />
      )}
      <MuteButton rejection={rejection} mute={rejection.status !== 'muted'} renew={renew} />
    </Group>
  );
}

/** The deployment that refused; where the calls named the chatbot, any of its live websites. */
function canAllow({ id, type, environment, status }: Deployment, { deploymentId }: Rejection): boolean {
  if (status === 'revoked') return false;
  return deploymentId === null ? type === 'website' && environment === 'live' : id === deploymentId;
}
