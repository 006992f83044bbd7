import { Alert, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { installText } from '../messages/install.ts';
import { CopyIcon } from './copy-icon.tsx';

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
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={label ?? text.secretTitle}
          readOnly
          value={secret}
          leftSection={<IconKey size={16} aria-hidden />}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyIcon text={secret} what={text.keyName} />
      </Group>
      <Text size="sm" c="dimmed">
        {revealable ? text.shownAgain : text.shownOnce}
      </Text>
    </Stack>
  );
}
