import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { securityText } from '../messages/security.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import { callAuth } from './auth-api.ts';
import { checkPresent } from './check-fields.ts';
import { ConfirmPassword } from './confirm-password.tsx';
import { sessionQuery } from './session-api.ts';

const text = securityText.totp;

interface Enrolment {
  /** otpauth://totp/…?secret=… */
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** Password, then key and backup codes, then a first code: only with that one it is on. */
export function TotpEnrol({ onDone }: { onDone: () => void }) {
  const enable = useMutation({
    mutationFn: (password: string) => callAuth<Enrolment>('two-factor/enable', { password }),
    gcTime: 0,
  });
  if (enable.data === undefined) {
    return (
      <ConfirmPassword
        action={text.continue}
        busy={enable.isPending}
        error={enable.error}
        onConfirm={enable.mutate}
      />
    );
  }
  return <VerifyFirstCode enrolment={enable.data} onDone={onDone} />;
}

function VerifyFirstCode({ enrolment, onDone }: { enrolment: Enrolment; onDone: () => void }) {
  const queries = useQueryClient();
  const form = useForm({ initialValues: { code: '' }, validate: { code: checkPresent } });
  const verify = useMutation({
    mutationFn: ({ code }: { code: string }) =>
      callAuth('two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sessionQuery().queryKey });
      notify(text.enabled);
      onDone();
    },
  });
  const secret = new URL(enrolment.totpURI).searchParams.get('secret') ?? '';
  return (
    <form onSubmit={form.onSubmit((values) => verify.mutate(values))}>
      <Stack>
        <Text size="sm">{text.scan}</Text>
        <Group align="center" gap="lg">
          <QrCode text={enrolment.totpURI} label={text.qr} />
          <Stack gap="xs" flex={1} miw={220}>
            <Text size="sm">{text.byHand}</Text>
            <CodeBlock code={secret} what={text.key} wraps />
            <Anchor href={enrolment.totpURI} size="sm">
              {text.open}
            </Anchor>
          </Stack>
        </Group>
        <div>
          <Text fw={600}>{text.codes}</Text>
          <Text size="sm" c="dimmed" mb="xs">
            {text.codesHelp}
          </Text>
          <CodeBlock code={enrolment.backupCodes.join('\n')} what={text.codesCopy} />
        </div>
        <TextInput
          label={text.verify}
          autoComplete="one-time-code"
          inputMode="numeric"
          {...form.getInputProps('code')}
        />
        <ProblemAlert error={verify.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={verify.isPending}>
            {text.finish}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
