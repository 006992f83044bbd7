import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { dataOf } from '@wicketgate/client';
import { checkNewPassword } from '../account/check-fields.ts';
import { sessionQuery } from '../account/session-api.ts';
import { chooseOrganization } from '../api/chosen-organization.ts';
import { client } from '../api/client.ts';
import { isProblem } from '../api/query-client.ts';
import { checkName } from '../chatbots/check-name.ts';
import { accountText } from '../messages/account.ts';
import { memberText } from '../messages/members.ts';
import { ButtonLink } from '../ui/links.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';

interface AcceptFormProps {
  token: string;
  email: string;
  hasAccount: boolean;
  /** As whom it is for. */
  isSignedIn: boolean;
}

/** Makes an account, or takes the one of that address, whose owner has to be signed in. */
export function AcceptForm({ token, email, hasAccount, isSignedIn }: AcceptFormProps) {
  const text = memberText.accept;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: hasAccount ? {} : { name: checkName, password: checkNewPassword },
  });
  const accept = useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) => {
      const body = hasAccount ? { token } : { token, name: name.trim(), password };
      return dataOf(client.POST('/api/v1/invitations/acceptance', { body }));
    },
    onSuccess: (session) => {
      if (session.organization !== null) chooseOrganization(session.organization.id);
      queries.clear();
      queries.setQueryData(sessionQuery().queryKey, session);
      return navigate({ to: '/' });
    },
  });
  const { error } = accept;
  const isRefused = isProblem(error) && error.problem.code === 'not_signed_in';
  return (
    <form onSubmit={form.onSubmit((values) => accept.mutate(values))}>
      <Stack>
        <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {hasAccount ? (isSignedIn ? text.signedIn(email) : text.hasAccount(email)) : text.newAccount}
        </Text>
        {!hasAccount && (
          <>
            <TextInput label={accountText.email} value={email} readOnly autoComplete="username" />
            <TextInput label={accountText.name} autoComplete="name" {...form.getInputProps('name')} />
            <PasswordInput
              label={accountText.password}
              description={accountText.passwordHelp}
              autoComplete="new-password"
              {...form.getInputProps('password')}
            />
          </>
        )}
        {isRefused ? (
          <Alert color="yellow" role="alert">
            {error.problem.detail}
          </Alert>
        ) : (
          <ProblemAlert error={error} />
        )}
        {isRefused || (hasAccount && !isSignedIn) ? (
          <ButtonLink
            to="/sign-in"
            search={{ next: `/console/invitation?token=${encodeURIComponent(token)}` }}
          >
            {text.signIn}
          </ButtonLink>
        ) : (
          <Button type="submit" loading={accept.isPending}>
            {hasAccount ? text.accept : text.create}
          </Button>
        )}
      </Stack>
    </form>
  );
}
