import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { rejectionText as text } from '../messages/rejections.ts';
import { AnchorLink } from '../ui/links.tsx';
import { originLabel } from './origin-label.ts';
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
      <ExplainLink rejection={rejection} />
    </Stack>
  );
}

/** To the gate itself, step by step; of calls from somewhere that can be asked about. */
function ExplainLink({ rejection }: { rejection: Rejection }) {
  const { deploymentId, origin, code, others } = rejection;
  if (deploymentId === null || others || code === 'ip_not_allowed') return null;
  return (
    <AnchorLink
      to="/explain"
      search={{ deployment: deploymentId, ...(origin === null ? {} : { origin }) }}
      aria-label={text.explain(originLabel(rejection))}
      size="xs"
    >
      {text.explainShort}
    </AnchorLink>
  );
}
