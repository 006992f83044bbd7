import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { checkEmail } from '../account/check-fields.ts';
import { memberText } from '../messages/members.ts';
import { CopyIcon } from '../ui/copy-icon.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { createInvitation, type Grants, invitationsQuery, type Role } from './members-api.ts';
import { RoleFields } from './role-fields.tsx';

const text = memberText.invitation;

/** Ends on the link to hand over, where no mail is sent. */
export function InviteDialog({ isOwner, onClose }: { isOwner: boolean; onClose: () => void }) {
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [grants, setGrants] = useState<Grants>([]);
  const [emailError, setEmailError] = useState<string | null>(null);
  const invite = useMutation({
    mutationFn: () =>
      createInvitation({ email: email.trim(), role, ...(role === 'member' ? { permissions: grants } : {}) }),
    onSuccess: async ({ link }) => {
      await queries.invalidateQueries({ queryKey: invitationsQuery().queryKey });
      if (link !== undefined) return;
      notify(text.mailed(email.trim()));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkEmail(email);
    setEmailError(wrong);
    if (wrong === null) invite.mutate();
  };
  const link = invite.data?.link;
  return (
    <Dialog
      onClose={onClose}
      title={link === undefined ? text.dialogTitle : text.linkTitle}
      closeOnClickOutside={link === undefined}
    >
      {link === undefined ? (
        <form onSubmit={submit} noValidate>
          <Stack>
            <TextInput
              label={text.email}
              type="email"
              data-autofocus
              value={email}
              error={emailError}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <RoleFields role={role} grants={grants} isOwner={isOwner} onRole={setRole} onGrants={setGrants} />
            <ProblemAlert error={invite.error} />
            <DialogFoot onCancel={onClose}>
              <Button type="submit" loading={invite.isPending}>
                {text.send}
              </Button>
            </DialogFoot>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text size="sm">{text.linkHelp(email.trim())}</Text>
          <Group wrap="nowrap" align="flex-end" gap="xs">
            <TextInput
              flex={1}
              label={text.link}
              readOnly
              value={link}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyIcon text={link} what={text.link} />
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
