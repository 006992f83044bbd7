import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { accountText } from '../messages/account.ts';
import { AnchorLink } from '../ui/links.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AccountFrame } from './account-frame.tsx';
import { callAuth } from './auth-api.ts';
import { checkNewPassword } from './check-fields.ts';
import { keptWantedPage } from './wanted-page.ts';

const route = getRouteApi('/reset-password');

export function ResetPasswordPage(): ReactNode {
  const text = accountText.reset;
  const { token } = route.useSearch();
  const form = useForm({ initialValues: { password: '' }, validate: { password: checkNewPassword } });
  const reset = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      callAuth('reset-password', { token, newPassword: password }),
  });
  if (token === undefined) {
    return (
      <AccountFrame title={text.title}>
        <Alert color="yellow">{text.noToken}</Alert>
      </AccountFrame>
    );
  }
  return (
    <AccountFrame title={text.title}>
      {reset.isSuccess ? (
        <Alert color="green" role="status">
          {text.done}
        </Alert>
      ) : (
        <form onSubmit={form.onSubmit((values) => reset.mutate(values))}>
          <Stack>
            <PasswordInput
              label={accountText.newPassword}
              description={accountText.passwordHelp}
              autoComplete="new-password"
              {...form.getInputProps('password')}
            />
            <ProblemAlert error={reset.error} />
            <Button type="submit" loading={reset.isPending}>
              {text.action}
            </Button>
          </Stack>
        </form>
      )}
      <AnchorLink to="/sign-in" search={keptWantedPage()} size="sm" ta="center">
        {accountText.forgot.back}
      </AnchorLink>
    </AccountFrame>
  );
}
