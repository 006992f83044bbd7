import { Badge, Box, Code, Group, List, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { explainText as text } from '../messages/explain.ts';
import type { Step } from './explain-api.ts';

const LOOKS = {
  pass: { color: 'green', Icon: IconCheck },
  deny: { color: 'red', Icon: IconX },
  not_applicable: { color: 'gray', Icon: IconMinus },
  not_reached: { color: 'gray', Icon: IconMinus },
} as const;

/** Every check of the gate in its order, with what it said. */
export function DecisionSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <List type="ordered" listStyleType="none" spacing="sm" aria-label={text.result.steps}>
      {steps.map((step) => (
        <StepRow key={step.check} step={step} />
      ))}
    </List>
  );
}

function StepRow({ step: { check, verdict, detail, rule } }: { step: Step }) {
  const { color, Icon } = LOOKS[verdict];
  const decided = verdict === 'pass' || verdict === 'deny';
  return (
    <List.Item
      icon={
        <ThemeIcon
          color={color}
          variant={verdict === 'deny' ? 'filled' : 'light'}
          size={24}
          radius="xl"
          aria-hidden
        >
          <Icon size={15} />
        </ThemeIcon>
      }
    >
      <Box>
        <Group gap={8}>
          <Text
            fw={verdict === 'deny' ? 700 : 500}
            c={decided ? 'var(--mantine-color-text)' : 'dimmed'}
            size="sm"
          >
            {text.checks[check] ?? check}
          </Text>
          <Badge size="sm" variant="light" color={color}>
            {text.verdicts[verdict]}
          </Badge>
          {rule !== undefined && <Code>{rule}</Code>}
        </Group>
        {verdict !== 'not_reached' && (
          <Text size="sm" c={verdict === 'deny' ? 'var(--mantine-color-text)' : 'dimmed'}>
            {detail}
          </Text>
        )}
      </Box>
    </List.Item>
  );
}
