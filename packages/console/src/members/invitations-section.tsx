import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { memberText } from '../messages/members.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { printGrants } from './member-columns.tsx';
import { type Invitation, invitationsQuery, revokeInvitation } from './members-api.ts';

const text = memberText.invitation;

export function InvitationsSection() {
  const { data, error, refetch } = useQuery(invitationsQuery());
  return (
    <Section title={text.title}>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={1} />}
      {data?.length === 0 && <Text c="dimmed">{text.none}</Text>}
      {data !== undefined && data.length > 0 && (
        <DataTable caption={text.caption} columns={columns} rows={data} rowId={({ id }) => id} />
      )}
    </Section>
  );
}

const columns: Column<Invitation>[] = [
  { id: 'email', title: text.email, heads: true, cell: ({ email }) => email },
  { id: 'role', title: memberText.columns.role, short: true, cell: ({ role }) => memberText.roles[role] },
  {
    id: 'may',
    title: memberText.columns.may,
    short: true,
    cell: ({ permissions }) => printGrants(permissions),
  },
  { id: 'expires', title: text.expires, cell: ({ expiresAt }) => <TimeAgo at={expiresAt} never="" /> },
  {
    id: 'actions',
    title: memberText.columns.actions,
    quiet: true,
    cell: (invitation) => <Withdraw invitation={invitation} />,
  },
];

function Withdraw({ invitation: { id, email } }: { invitation: Invitation }) {
  const queries = useQueryClient();
  const withdraw = () =>
    confirmAct({
      title: text.revokeTitle,
      effect: text.revokeEffect(email),
      action: text.revokeTitle,
      done: text.revoked,
      act: () =>
        revokeInvitation(id).then(() => queries.invalidateQueries({ queryKey: invitationsQuery().queryKey })),
    });
  return (
    <Tooltip label={text.revokeTitle}>
      <ActionIcon variant="subtle" color="red" aria-label={text.revoke(email)} onClick={withdraw}>
        <IconTrash size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
