import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { securityText } from '../messages/security.ts';
import { notify } from '../ui/notify.ts';
import { callAuth } from './auth-api.ts';
import { ConfirmPassword } from './confirm-password.tsx';
import { sessionQuery } from './session-api.ts';

export function TotpDisable({ onDone }: { onDone: () => void }) {
  const text = securityText.totp;
  const queries = useQueryClient();
  const disable = useMutation({
    mutationFn: (password: string) => callAuth('two-factor/disable', { password }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sessionQuery().queryKey });
      notify(text.disabled);
      onDone();
    },
  });
  return (
    <>
      <Text size="sm" mb="sm">
        {text.disableEffect}
      </Text>
      <ConfirmPassword
        action={text.disable}
        busy={disable.isPending}
        error={disable.error}
        onConfirm={disable.mutate}
      />
    </>
  );
}
