import { Button, Stack } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSession } from '../account/use-session.ts';
import { memberText as text } from '../messages/members.ts';
import { DataTable } from '../ui/data-table.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { memberColumns } from './member-columns.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { type Member, membersQuery } from './members-api.ts';

export function MembersPage(): ReactNode {
  const { user, organization } = useSession();
  const { data, error, isPending, refetch } = useQuery(membersQuery());
  const [inviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<Member | null>(null);
  const isOwner = organization?.role === 'owner';
  return (
    <Stack gap="lg">
      <PageHeader
        title={text.title}
        about={text.about}
        actions={
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)}>
            {text.invite}
          </Button>
        }
      />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={3} />}
      {data !== undefined && (
        <DataTable
          caption={text.caption}
          columns={memberColumns({ myUserId: user.id, isOwner, onEdit: setEdited })}
          rows={data}
          rowId={({ id }) => id}
        />
      )}
      {/* Below a list whose length nobody knows yet it would only be moved. */}
      {!isPending && organization?.role !== 'member' && <InvitationsSection />}
      {inviting && <InviteDialog isOwner={isOwner} onClose={() => setInviting(false)} />}
      {edited !== null && <MemberDialog member={edited} isOwner={isOwner} onClose={() => setEdited(null)} />}
    </Stack>
  );
}
