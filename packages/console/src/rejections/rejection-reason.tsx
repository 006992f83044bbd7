import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { rejectionText as text } from '../messages/rejections.ts';
import type { Rejection } from './rejections-api.ts';

/** Why it was refused, and what would help. A look-alike is a warning instead of help. */
export function RejectionReason({ rejection }: { rejection: Rejection }) {
  const { code, nearMiss, suggestion, others } = rejection;
  if (nearMiss === 'lookalike') {
    return (
      <Alert
        color="red"
        icon={<IconAlertTriangle aria-hidden />}
        title={text.lookalikeTitle}
        maw="30rem"
        p="sm"
      >
        <Text size="sm">{suggestion?.detail}</Text>
      </Alert>
    );
  }
  return (
    <Stack gap={4} maw="30rem">
      <Group gap={6}>
        <Text size="sm">{text.codes[code]}</Text>
        {nearMiss !== null && (
          <Badge variant="light" flex="none">
            {text.nearMisses[nearMiss]}
          </Badge>
        )}
      </Group>
      {!others && (
        <Text size="sm" c="dimmed">
          {suggestion?.detail ?? text.codeHelp[code]}
        </Text>
      )}
    </Stack>
  );
}
