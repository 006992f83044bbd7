import { Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MAX_LIVE_KEYS } from '@wicketgate/core';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { may } from '../chatbots/may.ts';
import { deploymentText } from '../messages/deployment.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IssuedSecret } from '../ui/issued-secret.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { TimeFact } from '../ui/time-fact.tsx';
import { useAnswerAwaited } from '../ui/use-answer-awaited.ts';
import { addKey, type Deployment, type DeploymentKey } from './deployments-api.ts';
import { KeyActions } from './key-actions.tsx';
import { liveKeys } from './live-keys.ts';
import { SnippetTabs } from './snippet-tabs.tsx';

const text = deploymentText.keys;
const colors = { active: 'green', retiring: 'yellow', revoked: 'gray' } as const;

const columns: Column<DeploymentKey>[] = [
  {
    id: 'key',
    title: text.key,
    cell: ({ preview }) => <Code style={{ whiteSpace: 'nowrap' }}>{preview}</Code>,
  },
  { id: 'status', title: text.status, cell: (key) => <KeyStatus deploymentKey={key} /> },
  { id: 'created', title: text.created, cell: ({ createdAt }) => <TimeFact at={createdAt} /> },
  {
    id: 'lastUsed',
    title: text.lastUsed,
    cell: ({ lastUsedAt }) => <TimeFact at={lastUsedAt} never={text.neverUsed} />,
  },
];

const actions: Column<DeploymentKey> = {
  id: 'actions',
  title: text.actions,
  quiet: true,
  cell: (key) => <KeyActions deploymentKey={key} />,
};

export function DeploymentKeys({ deployment }: { deployment: Deployment }) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const add = useMutation({
    mutationFn: () => addKey(deployment.id, once.headers()),
    onSuccess: () => {
      once.renew();
      queries.invalidateQueries({ queryKey: ['deployments'] });
    },
  });
  useAnswerAwaited(add.isPending);
  const allowed = may(deployment, 'deploy');
  const full = liveKeys(deployment).length >= MAX_LIVE_KEYS;
  return (
    <Section title={text.title} about={text.about}>
      <DataTable
        caption={text.caption}
        columns={allowed ? [...columns, actions] : columns}
        rows={deployment.keys}
        rowId={({ id }) => id}
      />
      <ProblemAlert error={add.error} />
      {allowed && deployment.status !== 'revoked' && (
        <Group>
          <Button variant="default" disabled={full} loading={add.isPending} onClick={() => add.mutate()}>
            {text.second}
          </Button>
          {full && (
            <Text size="sm" c="dimmed">
              {text.atMost(MAX_LIVE_KEYS)}
            </Text>
          )}
        </Group>
      )}
      {add.data !== undefined && (
        <Dialog onClose={add.reset} title={text.secondDone} closeOnClickOutside={false} closeOnEscape={false}>
          <Stack>
            <IssuedSecret
              secret={add.data.key.secret}
              revealable={isRevealable(add.data.deployment, add.data.key.id)}
            />
            <SnippetTabs snippet={add.data.snippet} type={deployment.type} />
          </Stack>
        </Dialog>
      )}
    </Section>
  );
}

function KeyStatus({
  deploymentKey: { status, graceEndsAt, quarantinedAt },
}: {
  deploymentKey: DeploymentKey;
}) {
  return (
    <Group gap={6}>
      <Badge color={colors[status]} variant="light" flex="none">
        {text.statuses[status]}
      </Badge>
      {status === 'retiring' && graceEndsAt !== null && (
        <Text size="sm" c="dimmed">
          {text.until} <TimeFact at={graceEndsAt} />
        </Text>
      )}
      {quarantinedAt !== null && status !== 'revoked' && (
        <Badge color="red" variant="light" flex="none">
          {text.quarantined}
        </Badge>
      )}
    </Group>
  );
}

function isRevealable(deployment: Deployment, keyId: string): boolean {
  return deployment.keys.some(({ id, revealable }) => id === keyId && revealable);
}
