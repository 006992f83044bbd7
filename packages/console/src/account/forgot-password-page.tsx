import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { accountText } from '../messages/account.ts';
import { AnchorLink } from '../ui/links.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AccountFrame } from './account-frame.tsx';
import { callAuth } from './auth-api.ts';
import { checkEmail } from './check-fields.ts';
import { useTypedEmail, withTypedEmail } from './use-typed-email.ts';
import { keepWantedPage } from './wanted-page.ts';

const route = getRouteApi('/forgot-password');

export function ForgotPasswordPage(): ReactNode {
  const text = accountText.forgot;
  const wanted = route.useSearch();
  const form = useForm({ initialValues: { email: useTypedEmail() }, validate: { email: checkEmail } });
  const ask = useMutation({
    mutationFn: ({ email }: { email: string }) =>
      callAuth('request-password-reset', { email: email.trim(), redirectTo: '/console/reset-password' }),
    onSuccess: () => keepWantedPage(wanted),
  });
  return (
    <AccountFrame title={text.title}>
      <Text c="dimmed">{text.about}</Text>
      <form onSubmit={form.onSubmit((values) => ask.mutate(values))}>
        <Stack>
          <TextInput
            label={accountText.email}
            type="email"
            autoComplete="username"
            {...form.getInputProps('email')}
          />
          <ProblemAlert error={ask.error} />
          {ask.isSuccess && (
            <Alert color="green" role="status">
              {text.sent}
            </Alert>
          )}
          <Button type="submit" loading={ask.isPending}>
            {text.action}
          </Button>
          <AnchorLink
            to="/sign-in"
            search={wanted}
            state={withTypedEmail(form.values.email)}
            size="sm"
            ta="center"
          >
            {text.back}
          </AnchorLink>
        </Stack>
      </form>
    </AccountFrame>
  );
}
