import { ActionIcon, Button, Code, Group, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { identityText } from '../messages/identity.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IssuedSecret } from '../ui/issued-secret.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { TimeFact } from '../ui/time-fact.tsx';
import { useAnswerAwaited } from '../ui/use-answer-awaited.ts';
import {
  createSigningSecret,
  endSigningSecret,
  type SigningSecret,
  signingSecretsQuery,
} from './signing-secrets-api.ts';

const text = identityText.secrets;
const MOST_ACTIVE = 2;

interface SigningSecretsProps {
  chatbotId: string;
  secrets: readonly SigningSecret[] | undefined;
  error: unknown;
  onRetry: () => void;
}

export function SigningSecrets({ chatbotId, secrets, error, onRetry }: SigningSecretsProps) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const renew = () => queries.invalidateQueries({ queryKey: signingSecretsQuery(chatbotId).queryKey });
  const create = useMutation({
    mutationFn: () => createSigningSecret(chatbotId, once.headers()),
    onSuccess: () => {
      once.renew();
      renew();
    },
  });
  useAnswerAwaited(create.isPending);
  const full = (secrets?.length ?? 0) >= MOST_ACTIVE;
  return (
    <Section title={text.title} about={text.about}>
      <ProblemAlert error={error} onRetry={onRetry} />
      {secrets === undefined && error === null && <ListSkeleton rows={1} />}
      {secrets?.length === 0 && <Text c="dimmed">{text.empty}</Text>}
      {secrets !== undefined && secrets.length > 0 && (
        <DataTable caption={text.caption} columns={columns(renew)} rows={secrets} rowId={({ id }) => id} />
      )}
      <ProblemAlert error={create.error} />
      <Group>
        <Button
          variant="default"
          disabled={full || secrets === undefined}
          loading={create.isPending}
          onClick={() => create.mutate()}
        >
          {text.create}
        </Button>
        {full && (
          <Text size="sm" c="dimmed">
            {text.full}
          </Text>
        )}
      </Group>
      {create.data !== undefined && (
        <Dialog
          onClose={create.reset}
          title={text.createdTitle}
          closeOnClickOutside={false}
          closeOnEscape={false}
        >
          <IssuedSecret secret={create.data.signingSecret.secret} label={text.name} />
        </Dialog>
      )}
    </Section>
  );
}

function columns(renew: () => Promise<unknown>): Column<SigningSecret>[] {
  const end = ({ id, preview }: SigningSecret) =>
    confirmAct({
      title: text.endTitle,
      effect: text.endEffect(preview),
      action: text.endTitle,
      done: text.ended,
      act: () => endSigningSecret(id).then(renew),
    });
  return [
    { id: 'secret', title: text.secret, cell: ({ preview }) => <Code>{preview}</Code> },
    { id: 'id', title: text.id, cell: ({ id }) => <Code>{id}</Code> },
    { id: 'created', title: text.created, cell: ({ createdAt }) => <TimeFact at={createdAt} /> },
    {
      id: 'lastUsed',
      title: text.lastUsed,
      cell: ({ lastUsedAt }) => <TimeFact at={lastUsedAt} never={text.never} />,
    },
    {
      id: 'actions',
      title: text.actions,
      quiet: true,
      cell: (secret) => (
        <Tooltip label={text.endTitle}>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={text.end(secret.preview)}
            onClick={() => end(secret)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
}
