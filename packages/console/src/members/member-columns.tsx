import { Badge, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { memberText as text } from '../messages/members.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import type { Column } from '../ui/data-table.tsx';
import { IconAct } from '../ui/icon-act.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { type Member, membersQuery, removeMember } from './members-api.ts';

interface MemberColumnsOptions {
  myUserId: string;
  isOwner: boolean;
  onEdit: (member: Member) => void;
}

export function memberColumns({ myUserId, isOwner, onEdit }: MemberColumnsOptions): Column<Member>[] {
  const { columns } = text;
  return [
    {
      id: 'name',
      title: columns.name,
      heads: true,
      cell: ({ name, email, userId }) => (
        <div>
          <Group gap={6}>
            <Text fw={600}>{name}</Text>
            {userId === myUserId && (
              <Badge variant="light" color="gray" tt="none" flex="none">
                {text.you}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </div>
      ),
    },
    { id: 'role', title: columns.role, short: true, cell: ({ role }) => text.roles[role] },
    { id: 'may', title: columns.may, short: true, cell: ({ permissions }) => printGrants(permissions) },
    {
      id: 'security',
      title: columns.security,
      cell: ({ twoFactorEnabled }) => (twoFactorEnabled ? text.on : text.off),
    },
    {
      id: 'lastSeen',
      title: columns.lastSeen,
      cell: ({ lastSeenAt }) => <TimeAgo at={lastSeenAt} never={text.never} />,
    },
    {
      id: 'actions',
      title: columns.actions,
      quiet: true,
      cell: (member) => (
        <MemberActions member={member} locked={member.role === 'owner' && !isOwner} onEdit={onEdit} />
      ),
    },
  ];
}

export function printGrants(permissions: Member['permissions']): string {
  if (permissions === null) return text.everything;
  return permissions.length === 0 ? text.nothing : text.onChatbots(permissions.length);
}

interface MemberActionsProps {
  member: Member;
  /** An owner, seen by somebody who is none. */
  locked: boolean;
  onEdit: (member: Member) => void;
}

function MemberActions({ member, locked, onEdit }: MemberActionsProps) {
  const queries = useQueryClient();
  const { id, name } = member;
  if (locked) {
    return (
      <Text size="xs" c="dimmed">
        {text.ownersOnly}
      </Text>
    );
  }
  const remove = () =>
    confirmAct({
      title: text.removeTitle,
      effect: text.removeEffect(name),
      action: text.removeTitle,
      done: text.removed(name),
      act: () =>
        removeMember(id).then(() => queries.invalidateQueries({ queryKey: membersQuery().queryKey })),
    });
  return (
    <Group gap={4} wrap="nowrap">
      <IconAct label={text.edit(name)} onClick={() => onEdit(member)}>
        <IconPencil size={18} />
      </IconAct>
      <IconAct label={text.remove(name)} color="red" onClick={remove}>
        <IconTrash size={18} />
      </IconAct>
    </Group>
  );
}
