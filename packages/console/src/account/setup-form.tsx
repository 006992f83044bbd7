import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { dataOf } from '@wicketgate/client';
import { client } from '../api/client.ts';
import { checkName } from '../chatbots/check-name.ts';
import { accountText } from '../messages/account.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { checkEmail, checkNewPassword } from './check-fields.ts';
import { sessionQuery } from './session-api.ts';

interface Values {
  name: string;
  email: string;
  password: string;
  organizationName: string;
}

export function SetupForm({ token }: { token: string }) {
  const text = accountText.setup;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initialValues: { name: '', email: '', password: '', organizationName: '' },
    validate: { name: checkName, email: checkEmail, password: checkNewPassword },
  });
  const create = useMutation({
    mutationFn: ({ name, email, password, organizationName }: Values) => {
      const organization = organizationName.trim();
      const body = { token, name: name.trim(), email: email.trim(), password };
      return dataOf(
        client.POST('/api/v1/setup', {
          body: organization === '' ? body : { ...body, organizationName: organization },
        }),
      );
    },
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery().queryKey, session);
      return navigate({ to: '/' });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack>
        <TextInput label={accountText.name} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label={accountText.email}
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={accountText.password}
          description={accountText.passwordHelp}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <TextInput
          label={text.organization}
          description={text.organizationHelp}
          autoComplete="organization"
          maxLength={120}
          {...form.getInputProps('organizationName')}
        />
        <ProblemAlert error={create.error} />
        <Button type="submit" loading={create.isPending}>
          {text.action}
        </Button>
      </Stack>
    </form>
  );
}
