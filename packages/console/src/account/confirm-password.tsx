import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { securityText } from '../messages/security.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { checkPresent } from './check-fields.ts';

interface ConfirmPasswordProps {
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm: (password: string) => void;
}

/** Asked again before something that would lock the person out, or let another in. */
export function ConfirmPassword({ action, busy, error, onConfirm }: ConfirmPasswordProps) {
  const form = useForm({ initialValues: { password: '' }, validate: { password: checkPresent } });
  return (
    <form onSubmit={form.onSubmit(({ password }) => onConfirm(password))}>
      <Stack>
        <PasswordInput
          label={securityText.totp.confirmPassword}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps('password')}
        />
        <ProblemAlert error={error} />
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
