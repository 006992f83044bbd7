import { Button, Checkbox, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { accountText } from '../messages/account.ts';
import { securityText } from '../messages/security.ts';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { callAuth } from './auth-api.ts';
import { checkNewPassword, checkPresent } from './check-fields.ts';

export function PasswordSection() {
  const text = securityText.password;
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '', revokeOtherSessions: true },
    validate: { currentPassword: checkPresent, newPassword: checkNewPassword },
  });
  const change = useMutation({
    mutationFn: (values: typeof form.values) => callAuth('change-password', values),
    onSuccess: () => {
      form.reset();
      notify(text.done);
      return queries.invalidateQueries({ queryKey: ['auth'] });
    },
  });
  return (
    <Section title={text.title}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack maw={420}>
          <PasswordInput
            label={text.current}
            autoComplete="current-password"
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            label={accountText.newPassword}
            description={accountText.passwordHelp}
            autoComplete="new-password"
            {...form.getInputProps('newPassword')}
          />
          <Checkbox
            label={text.others}
            {...form.getInputProps('revokeOtherSessions', { type: 'checkbox' })}
          />
          <ProblemAlert error={change.error} />
          <Button type="submit" w="fit-content" loading={change.isPending}>
            {text.action}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
