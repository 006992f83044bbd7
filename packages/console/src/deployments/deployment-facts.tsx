import { Code, Group } from '@mantine/core';
import { deploymentText } from '../messages/deployment.ts';
import { installText } from '../messages/install.ts';
import { CopyIcon } from '../ui/copy-icon.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/section.tsx';
import { TimeFact } from '../ui/time-fact.tsx';
import type { Deployment } from './deployments-api.ts';
import { siteName } from './site-name.ts';
import { AgeBadge, StatusBadge, TrialBadge } from './status-badge.tsx';
import { TypeIcon } from './type-icon.tsx';

export function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  const text = deploymentText.facts;
  const { type, environment, stage, site, status, lastActiveAt, createdAt, revokedAt, id } = deployment;
  return (
    <Section title={text.title}>
      <Facts
        facts={[
          [
            text.type,
            <Group key="type" gap={6}>
              <TypeIcon type={type} /> {installText.types[type]}
            </Group>,
          ],
          [text.environment, [installText.environments[environment], stage].filter(Boolean).join(', ')],
          [text.site, siteName(site)],
          [
            installText.columns.status,
            <Group key="status" gap={6}>
              <StatusBadge status={status} />
              <AgeBadge deployment={deployment} />
              <TrialBadge deployment={deployment} />
            </Group>,
          ],
          [text.lastActive, <TimeFact key="active" at={lastActiveAt} never={installText.neverActive} />],
          [text.created, <TimeFact key="created" at={createdAt} />],
          ...(revokedAt === null ? [] : [[text.revoked, <TimeFact key="revoked" at={revokedAt} />] as const]),
          [
            text.id,
            <Group key="id" gap={2} wrap="nowrap">
              <Code style={{ overflowWrap: 'anywhere' }}>{id}</Code>
              <CopyIcon text={id} what={text.id} />
            </Group>,
          ],
        ]}
      />
    </Section>
  );
}
