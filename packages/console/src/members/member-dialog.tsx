import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery } from '../account/session-api.ts';
import { t } from '../messages/index.ts';
import { memberText as text } from '../messages/members.ts';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { type Member, membersQuery, updateMember } from './members-api.ts';
import { RoleFields } from './role-fields.tsx';

interface MemberDialogProps {
  member: Member;
  isOwner: boolean;
  onClose: () => void;
}

export function MemberDialog({ member, isOwner, onClose }: MemberDialogProps) {
  const queries = useQueryClient();
  const [role, setRole] = useState(member.role);
  const [grants, setGrants] = useState(member.permissions ?? []);
  const save = useMutation({
    mutationFn: () => updateMember(member.id, role === 'member' ? { role, permissions: grants } : { role }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: membersQuery().queryKey });
      // It may have been oneself.
      await queries.invalidateQueries({ queryKey: sessionQuery().queryKey });
      notify(t.common.saved);
      onClose();
    },
  });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={text.editTitle(member.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <RoleFields role={role} grants={grants} isOwner={isOwner} onRole={setRole} onGrants={setGrants} />
        <ProblemAlert error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t.common.save}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
