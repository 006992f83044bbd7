import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { checkEmail } from '../account/check-fields.ts';
import { useSession } from '../account/use-session.ts';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { memberText } from '../messages/members.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { notify } from '../ui/notify.ts';
import { OneTimeValue } from '../ui/one-time-value.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useAnswerAwaited } from '../ui/use-answer-awaited.ts';
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
  const { smtp } = useSession().instance;
  const once = useIdempotencyKey();
  const invite = useMutation({
    mutationFn: () => {
      const body = { email: email.trim(), role, ...(role === 'member' ? { permissions: grants } : {}) };
      return createInvitation(body, once.headers(body));
    },
    onSuccess: ({ link }) => {
      queries.invalidateQueries({ queryKey: invitationsQuery().queryKey });
      if (link !== undefined) return;
      if (!smtp) {
        // An answer of long ago, come again without its link: the same once more would bring no other.
        once.renew();
        return;
      }
      notify(text.mailed(email.trim()));
      onClose();
    },
  });
  useAnswerAwaited(invite.isPending);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkEmail(email);
    setEmailError(wrong);
    if (wrong === null) invite.mutate();
  };
  const link = invite.data?.link;
  return (
    <Dialog
      busy={invite.isPending}
      onClose={onClose}
      title={link === undefined ? text.dialogTitle : text.linkTitle}
      closeOnClickOutside={link === undefined}
      closeOnEscape={link === undefined}
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
            {invite.isSuccess && !smtp && (
              <Alert role="alert" color="yellow">
                {text.goneAlready(invite.data.invitation.email)}
              </Alert>
            )}
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
          <OneTimeValue label={text.link} value={link} what={text.link} />
        </Stack>
      )}
    </Dialog>
  );
}
