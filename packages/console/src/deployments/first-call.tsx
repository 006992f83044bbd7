import { Group, Loader, Text, ThemeIcon } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { installText } from '../messages/install.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import { type Deployment, deploymentQuery } from './deployments-api.ts';

const ASK_EVERY_MS = 3_000;

/** Asks until the key has been used. */
export function FirstCall({ deployment: { id, type }, keyId }: { deployment: Deployment; keyId: string }) {
  const text = installText.wizard;
  const help = type === 'custom' ? text.waitingHelpCustom : text.waitingHelp;
  const { data: seenAt = null } = useQuery({
    ...deploymentQuery(id),
    select: ({ keys }) => keys.find(({ id }) => id === keyId)?.lastUsedAt ?? null,
    refetchInterval: (query) => (isSeen(query.state.data?.keys, keyId) ? false : ASK_EVERY_MS),
  });
  return (
    <Group role="status" wrap="nowrap" mih={52}>
      {seenAt === null ? (
        <Loader size="sm" type="dots" aria-hidden />
      ) : (
        <ThemeIcon color="green" radius="xl" aria-hidden>
          <IconCheck size={18} />
        </ThemeIcon>
      )}
      <div>
        <Text fw={600}>{seenAt === null ? text.waiting : text.arrived}</Text>
        <Text size="sm" c="dimmed" component="div">
          {seenAt === null ? help : <TimeAgo at={seenAt} never="" />}
        </Text>
      </div>
    </Group>
  );
}

function isSeen(keys: readonly { id: string; lastUsedAt: string | null }[] | undefined, keyId: string) {
  return keys?.some(({ id, lastUsedAt }) => id === keyId && lastUsedAt !== null) === true;
}
