import { ActionIcon, Button, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconFingerprint, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { securityText } from '../messages/security.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { addPasskey, canUsePasskeys, deletePasskey, listPasskeys, type Passkey } from './passkeys.ts';

const text = securityText.passkeys;
const queryKey = ['auth', 'passkeys'];

export function PasskeysSection() {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey, queryFn: listPasskeys });
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => addPasskey(name.trim()),
    onSuccess: (added) => {
      setName('');
      notify(added ? text.added : text.refused);
      return queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Section title={text.title} about={text.about}>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={1} />}
      {data?.length === 0 && <Text c="dimmed">{text.none}</Text>}
      <Stack gap="xs">
        {data?.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
      </Stack>
      <ProblemAlert error={add.error} />
      {canUsePasskeys() ? (
        <Group align="flex-end">
          <TextInput
            label={text.name}
            placeholder={text.nameExample}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
            {text.add}
          </Button>
        </Group>
      ) : (
        <Text c="dimmed">{text.unsupported}</Text>
      )}
    </Section>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const queries = useQueryClient();
  const name = passkey.name || text.unnamed;
  const remove = () =>
    confirmAct({
      title: text.removeTitle,
      effect: text.removeEffect(name),
      action: text.removeTitle,
      done: text.removed,
      act: () => deletePasskey(passkey.id).then(() => queries.invalidateQueries({ queryKey })),
    });
  return (
    <Group gap="xs">
      <IconFingerprint size={18} aria-hidden />
      <Text>{name}</Text>
      {passkey.createdAt != null && (
        <Text size="sm" c="dimmed" component="span">
          <TimeAgo at={passkey.createdAt} never="" />
        </Text>
      )}
      <Tooltip label={text.removeTitle}>
        <ActionIcon variant="subtle" color="red" aria-label={text.remove(name)} onClick={remove}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
