import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery } from '../account/session-api.ts';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { memberText as text } from '../messages/members.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import { type Member, type MemberChange, membersQuery, readMember, updateMember } from './members-api.ts';
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
  const { user } = useSession();
  const save = useUndoableSave({
    read: () => readMember(member.id),
    write: (body: MemberChange) => updateMember(member.id, body),
    toBody: ({ role, permissions }): MemberChange => ({
      role,
      ...(permissions === null ? {} : { permissions }),
    }),
    show: async () => {
      await queries.invalidateQueries({ queryKey: membersQuery().queryKey });
      // It may have been oneself.
      await queries.invalidateQueries({ queryKey: sessionQuery().queryKey });
    },
    onSaved: onClose,
    // Whoever has given up a right cannot take it back alone.
    canUndo: ({ userId }) => userId !== user.id,
  });
  return (
    <Dialog busy={save.isPending} onClose={onClose} title={text.editTitle(member.name)}>
      <Stack>
        <RoleFields role={role} grants={grants} isOwner={isOwner} onRole={setRole} onGrants={setGrants} />
        <ProblemAlert error={save.error} />
        <DialogFoot onCancel={onClose}>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate(role === 'member' ? { role, permissions: grants } : { role })}
          >
            {t.common.save}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  );
}
