import { Alert, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { installText } from '../messages/install.ts';
import { OneTimeValue } from './one-time-value.tsx';

interface IssuedSecretProps {
  /** undefined when a repeated answer leaves it out. */
  secret: string | undefined;
  /** Whether it can be looked at again. */
  revealable?: boolean;
  label?: string;
}

/** A key as it is shown once. */
export function IssuedSecret({ secret, revealable = false, label }: IssuedSecretProps) {
  const text = installText.wizard;
  if (secret === undefined) return <Alert color="yellow">{text.goneAlready}</Alert>;
  return (
    <Stack gap="xs">
      <OneTimeValue
        label={label ?? text.secretTitle}
        value={secret}
        what={text.keyName}
        isKept={revealable}
        icon={<IconKey size={16} aria-hidden />}
      />
      <Text size="sm" c="dimmed">
        {revealable ? text.shownAgain : text.shownOnce}
      </Text>
    </Stack>
  );
}
