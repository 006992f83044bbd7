import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { accountText as text } from '../messages/account.ts';
import { AnchorLink } from '../ui/links.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { checkEmail, checkPresent } from './check-fields.ts';
import { canUsePasskeys, signInWithPasskey } from './passkeys.ts';
import { signIn } from './session-api.ts';
import { useTypedEmail, withTypedEmail } from './use-typed-email.ts';
import type { WantedPage } from './wanted-page.ts';

interface PasswordFormProps {
  wanted: WantedPage;
  onDone: () => void;
  onSecondFactor: () => void;
}

export function PasswordForm({ wanted, onDone, onSecondFactor }: PasswordFormProps) {
  const form = useForm({
    initialValues: { email: useTypedEmail(), password: '' },
    validate: { email: checkEmail, password: checkPresent },
  });
  const enter = useMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) => signIn(email.trim(), password),
    onSuccess: ({ secondFactor }) => (secondFactor ? onSecondFactor() : onDone()),
  });
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: (done) => done && onDone() });
  return (
    <form onSubmit={form.onSubmit((values) => enter.mutate(values))}>
      <Stack>
        <TextInput
          label={text.email}
          type="email"
          autoComplete="username webauthn"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={text.password}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <ProblemAlert error={enter.error ?? passkey.error} />
        <Button type="submit" loading={enter.isPending}>
          {text.signIn.action}
        </Button>
        <AnchorLink
          to="/forgot-password"
          search={wanted}
          state={withTypedEmail(form.values.email)}
          size="sm"
          ta="center"
        >
          {text.signIn.forgot}
        </AnchorLink>
        {canUsePasskeys() && (
          <>
            <Divider label={text.signIn.or} />
            <Button
              variant="default"
              leftSection={<IconFingerprint size={18} aria-hidden />}
              loading={passkey.isPending}
              onClick={() => passkey.mutate()}
            >
              {text.signIn.passkey}
            </Button>
          </>
        )}
      </Stack>
    </form>
  );
}
