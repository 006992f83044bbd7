import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { accountText } from '../messages/account.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { callAuth } from './auth-api.ts';
import { checkPresent } from './check-fields.ts';

const text = accountText.secondFactor;

export function SecondFactorForm({ onDone, onRestart }: { onDone: () => void; onRestart: () => void }) {
  const [backup, setBackup] = useState(false);
  const form = useForm({ initialValues: { code: '', trustDevice: false }, validate: { code: checkPresent } });
  const verify = useMutation({
    mutationFn: ({ code, trustDevice }: { code: string; trustDevice: boolean }) =>
      callAuth(backup ? 'two-factor/verify-backup-code' : 'two-factor/verify-totp', {
        code: code.replaceAll(/\s/g, ''),
        trustDevice,
      }),
    onSuccess: onDone,
  });
  const change = () => {
    setBackup(!backup);
    form.setFieldValue('code', '');
    verify.reset();
  };
  return (
    <form onSubmit={form.onSubmit((values) => verify.mutate(values))}>
      <Stack>
        <TextInput
          label={backup ? text.backupCode : text.code}
          autoComplete="one-time-code"
          inputMode={backup ? 'text' : 'numeric'}
          autoFocus
          {...form.getInputProps('code')}
        />
        <Checkbox label={text.trust} {...form.getInputProps('trustDevice', { type: 'checkbox' })} />
        <ProblemAlert error={verify.error} />
        <Button type="submit" loading={verify.isPending}>
          {text.action}
        </Button>
        <Group justify="space-between">
          <Button variant="subtle" size="compact-sm" onClick={change}>
            {backup ? text.useApp : text.useBackup}
          </Button>
          <Button variant="subtle" size="compact-sm" color="gray" onClick={onRestart}>
            {text.restart}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
