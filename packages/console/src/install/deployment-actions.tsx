import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconRefresh, IconTrash, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { may } from '../chatbots/may.ts';
import { confirmRevocation } from '../deployments/confirm-revocation.ts';
import { type Deployment, deleteDeployment } from '../deployments/deployments-api.ts';
import { installText as text } from '../messages/install.ts';
import { confirmAct } from '../ui/confirm-act.tsx';

interface DeploymentActionsProps {
  deployment: Deployment;
  onRotate: (deployment: Deployment) => void;
}

/** Rotate and revoke, or for a revoked one: take it out of the list. */
export function DeploymentActions({ deployment, onRotate }: DeploymentActionsProps) {
  const queries = useQueryClient();
  const { id, label, status } = deployment;
  const renew = () => queries.invalidateQueries({ queryKey: ['deployments'] });
  if (!may(deployment, 'deploy')) return null;
  if (status === 'revoked') {
    const remove = () =>
      confirmAct({
        title: text.removeTitle,
        effect: text.removeEffect(label),
        action: text.removeTitle,
        done: text.removed(label),
        act: () => deleteDeployment(id).then(renew),
      });
    return (
      <Tooltip label={text.removeTitle}>
        <ActionIcon variant="subtle" color="gray" aria-label={text.remove(label)} onClick={remove}>
          <IconX size={18} />
        </ActionIcon>
      </Tooltip>
    );
  }
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={text.rotateShort}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={text.rotate(label)}
          onClick={() => onRotate(deployment)}
        >
          <IconRefresh size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={text.revokeShort}>
        <ActionIcon
          variant="subtle"
          color="red"
          aria-label={text.revoke(label)}
          onClick={() => confirmRevocation(deployment, renew)}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
