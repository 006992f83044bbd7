import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { type Grace, GraceField } from '../deployments/grace-field.tsx';
import { t } from '../messages/index.ts';
import { rotationText } from '../messages/rotation.ts';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { useAnswerAwaited } from '../ui/use-answer-awaited.ts';
import { activeDeploymentsQuery } from './active-deployments-query.ts';
import { rotateOrganization } from './organization-api.ts';
import { RotatedKeys } from './rotated-keys.tsx';
import { RotationProgress } from './rotation-progress.tsx';

const text = rotationText.everything;

export function RotationPage(): ReactNode {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const deployments = useQuery(activeDeploymentsQuery());
  const rotate = useMutation({
    mutationFn: (grace: Grace) => rotateOrganization(Number(grace), once.headers({ grace })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['deployments'] }),
  });
  useAnswerAwaited(rotate.isPending);
  const known = deployments.data ?? [];
  return (
    <Stack>
      <PageHeader title={text.title} about={text.about} />
      <ProblemAlert error={deployments.error} onRetry={deployments.refetch} />
      {deployments.data === undefined && deployments.error === null && <ListSkeleton rows={1} height={200} />}
      {rotate.data !== undefined && <RotatedKeys rotations={rotate.data.rotations} deployments={known} />}
      {rotate.data === undefined && deployments.data !== undefined && (
        <Section title={text.action}>
          {known.length === 0 ? (
            <Text c="dimmed">{text.none}</Text>
          ) : (
            <RotationForm
              count={known.length}
              busy={rotate.isPending}
              error={rotate.error}
              onRotate={rotate.mutate}
            />
          )}
        </Section>
      )}
    </Stack>
  );
}

interface RotationFormProps {
  count: number;
  busy: boolean;
  error: unknown;
  onRotate: (grace: Grace) => void;
}

function RotationForm({ count, busy, error, onRotate }: RotationFormProps) {
  const [grace, setGrace] = useState<Grace>('0');
  const [typed, setTyped] = useState('');
  const ready = typed.trim() === text.confirmWord;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onRotate(grace);
      }}
    >
      <Stack>
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
          {grace === '0' ? text.effectNow(count) : text.effectLater(count)}
        </Alert>
        <GraceField label={text.grace} value={grace} onChange={setGrace} />
        <TextInput
          label={t.common.typeToConfirm(text.confirmWord)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          maw={320}
        />
        {busy && <RotationProgress rotated={0} count={count} />}
        <ProblemAlert error={error} />
        <Group>
          <Button type="submit" color="red" disabled={!ready} loading={busy}>
            {text.action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
