import { Badge, Box, Code, Group, Text } from '@mantine/core';
import type { Deployment } from '../deployments/deployments-api.ts';
import { liveKeys } from '../deployments/live-keys.ts';
import { siteName } from '../deployments/site-name.ts';
import { AgeBadge, StatusBadge, TrialBadge } from '../deployments/status-badge.tsx';
import { TypeIcon } from '../deployments/type-icon.tsx';
import { installText as text } from '../messages/install.ts';
import type { Column } from '../ui/data-table.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { DeploymentActions } from './deployment-actions.tsx';

/** @param onRotate asks for a new key */
export function deploymentColumns(onRotate: (deployment: Deployment) => void): Column<Deployment>[] {
  return [
    {
      id: 'label',
      title: text.columns.label,
      sortable: true,
      heads: true,
      cell: (row) => <LabelCell deployment={row} />,
    },
    {
      id: 'environment',
      title: text.columns.environment,
      cell: (row) => <EnvironmentCell deployment={row} />,
    },
    { id: 'site', title: text.columns.site, sortable: true, cell: SiteCell },
    { id: 'key', title: text.columns.key, cell: (row) => <KeyCell deployment={row} /> },
    {
      id: 'lastActive',
      title: text.columns.lastActive,
      sortable: true,
      cell: ({ lastActiveAt }) => <TimeAgo at={lastActiveAt} never={text.neverActive} />,
    },
    {
      id: 'status',
      title: text.columns.status,
      sortable: true,
      cell: (row) => (
        <Group gap={4}>
          <StatusBadge status={row.status} />
          <AgeBadge deployment={row} />
          <TrialBadge deployment={row} />
        </Group>
      ),
    },
    {
      id: 'actions',
      title: text.columns.actions,
      quiet: true,
      cell: (row) => <DeploymentActions deployment={row} onRotate={onRotate} />,
    },
  ];
}

function LabelCell({ deployment: { id, chatbotId, type, label } }: { deployment: Deployment }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <TypeIcon type={type} />
      <Box miw={{ base: 0, sm: '7.5rem' }}>
        <AnchorLink
          to="/chatbots/$chatbotId/install/$deploymentId"
          params={{ chatbotId, deploymentId: id }}
          fw={600}
        >
          {label}
        </AnchorLink>
        <Text size="xs" c="dimmed">
          {text.types[type]}
        </Text>
      </Box>
    </Group>
  );
}

function EnvironmentCell({ deployment: { environment, stage } }: { deployment: Deployment }) {
  return (
    <Group gap={6}>
      <Badge color={environment === 'live' ? 'pine' : 'gray'} variant="outline" flex="none">
        {text.environments[environment]}
      </Badge>
      {stage !== null && stage !== '' && (
        <Text size="sm" c="dimmed">
          {stage}
        </Text>
      )}
    </Group>
  );
}

function KeyCell({ deployment }: { deployment: Deployment }) {
  const [newest, ...others] = liveKeys(deployment);
  if (newest === undefined) return <Text size="sm">{text.noKey}</Text>;
  return (
    <Group gap={6} wrap="nowrap">
      <Code style={{ whiteSpace: 'nowrap' }}>{newest.preview}</Code>
      {others.length > 0 && (
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {text.moreKeys(others.length)}
        </Text>
      )}
    </Group>
  );
}

/** Wide enough for most names, so that they do not break in the middle. */
function SiteCell({ site }: Deployment) {
  return (
    <Text component="div" size="sm" miw={{ base: 0, sm: '10.5rem' }} style={{ overflowWrap: 'anywhere' }}>
      {siteName(site)}
    </Text>
  );
}
