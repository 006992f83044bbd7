import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconUserExclamation } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { leaveAccount } from '../account/leave-account.ts';
import type { Session } from '../account/session-api.ts';
import { memberText } from '../messages/members.ts';
import { ButtonLink } from '../ui/links.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';

interface OtherPersonProps {
  signedIn: Session['user'];
  /** Whom the invitation is for. */
  email: string;
}

/** A browser has one session: to accept in place of whoever is signed in there would sign them out, in every tab. */
export function OtherPerson({ signedIn, email }: OtherPersonProps) {
  const text = memberText.accept.other;
  const leave = useMutation({ mutationFn: () => leaveAccount(window.location.href) });
  return (
    <Stack>
      <Alert color="yellow" icon={<IconUserExclamation aria-hidden />} title={text.title}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {text.detail(signedIn.name, signedIn.email, email)}
        </Text>
      </Alert>
      <ProblemAlert error={leave.error} />
      <Button loading={leave.isPending} onClick={() => leave.mutate()}>
        {text.leave}
      </Button>
      <ButtonLink to="/chatbots" variant="default">
        {text.stay}
      </ButtonLink>
    </Stack>
  );
}
