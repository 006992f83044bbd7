import { Alert, Code, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { deploymentQuery } from '../deployments/deployments-api.ts';
import { explainText } from '../messages/explain.ts';
import { AnchorLink } from '../ui/links.tsx';
import { DecisionSteps } from './decision-steps.tsx';
import type { Explanation } from './explain-api.ts';

const text = explainText.result;

interface DecisionResultProps {
  explanation: Explanation;
  deploymentId: string | null;
  children?: ReactNode;
}

/** The verdict with the check that decided, what to change, and every step. */
export function DecisionResult({ explanation, deploymentId, children }: DecisionResultProps) {
  const { allow, code, reportOnly, steps, suggestion } = explanation;
  const denying = steps.find(({ verdict }) => verdict === 'deny');
  const rule = steps.find((step) => step.rule !== undefined)?.rule;
  return (
    <Stack>
      <Alert
        role="status"
        color={allow ? (reportOnly === null ? 'green' : 'yellow') : 'red'}
        icon={allow ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
        title={allow ? text.allowed : text.refused}
      >
        {denying === undefined ? (
          <Text size="sm">{rule === undefined ? text.noRule : text.rule(rule)}</Text>
        ) : (
          <Stack gap={6}>
            <Group gap="xs">
              <Text size="sm">{text.by(explainText.checks[denying.check] ?? denying.check)}</Text>
              {code !== null && <Code>{code}</Code>}
            </Group>
            <Text size="sm">{denying.detail}</Text>
          </Stack>
        )}
        {reportOnly !== null && (
          <Group gap="xs" mt={6}>
            <Text size="sm">{text.tried}</Text>
            <Code>{reportOnly}</Code>
          </Group>
        )}
        {suggestion !== null && (
          <Text size="sm" mt={6}>
            <b>{text.change}:</b> {suggestion.detail}
          </Text>
        )}
      </Alert>
      {children}
      {deploymentId !== null && <ToDeployment deploymentId={deploymentId} />}
      <DecisionSteps steps={steps} />
    </Stack>
  );
}

/** Where the rules can be changed; nothing where the deployment is gone. */
function ToDeployment({ deploymentId }: { deploymentId: string }) {
  const { data } = useQuery({ ...deploymentQuery(deploymentId), retry: false });
  if (data === undefined) return null;
  const { chatbotId, label } = data;
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        {text.deployment}
      </Text>
      <AnchorLink
        to="/chatbots/$chatbotId/install/$deploymentId"
        params={{ chatbotId, deploymentId }}
        size="sm"
      >
        {label}
      </AnchorLink>
    </Group>
  );
}
