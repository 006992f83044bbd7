import { Stack, Text } from '@mantine/core';
import type { Deployment } from '../deployments/deployments-api.ts';
import { locale } from '../messages/pick.ts';
import { rejectionText as text } from '../messages/rejections.ts';
import type { Column } from '../ui/data-table.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { RejectionActions } from './rejection-actions.tsx';
import { RejectionReason } from './rejection-reason.tsx';
import { RejectionSource } from './rejection-source.tsx';
import type { Rejection } from './rejections-api.ts';

/** @param deployments of the chatbot, for their names and what may be done with them */
export function rejectionColumns(deployments: readonly Deployment[]): Column<Rejection>[] {
  const deploymentOf = ({ deploymentId }: Rejection) => deployments.find(({ id }) => id === deploymentId);
  return [
    {
      id: 'origin',
      title: text.columns.origin,
      heads: true,
      cell: (rejection) => (
        <Stack gap={4} miw={{ base: 0, sm: '15rem' }} maw="20rem">
          <RejectionSource rejection={rejection} />
          {rejection.deploymentId === null ? (
            <Text size="xs" c="dimmed">
              {text.byChatbotId}
            </Text>
          ) : (
            <DeploymentName deployment={deploymentOf(rejection)} />
          )}
        </Stack>
      ),
    },
    {
      id: 'why',
      title: text.columns.why,
      // Too long to stand beside a title on a phone.
      heads: true,
      cell: (rejection) => <RejectionReason rejection={rejection} />,
    },
    {
      id: 'calls',
      title: text.columns.calls,
      cell: ({ count, reportOnlyCount }) => (
        <div>
          <Text component="span" fw={600}>
            {count.toLocaleString(locale)}
          </Text>
          {reportOnlyCount > 0 && (
            <Text size="xs" c="dimmed">
              {text.reported(reportOnlyCount)}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: 'seen',
      title: text.columns.seen,
      cell: ({ firstSeenAt, lastSeenAt }) => (
        <div>
          <Text component="div" size="sm">
            <TimeAgo at={lastSeenAt} never="" />
          </Text>
          <Text component="div" size="xs" c="dimmed">
            {text.firstSeen} <TimeAgo at={firstSeenAt} never="" />
          </Text>
        </div>
      ),
    },
    {
      id: 'actions',
      title: text.columns.actions,
      quiet: true,
      cell: (rejection) => <RejectionActions rejection={rejection} deployments={deployments} />,
    },
  ];
}

function DeploymentName({ deployment }: { deployment: Deployment | undefined }) {
  if (deployment === undefined) return null;
  const { id, chatbotId, label } = deployment;
  return (
    <AnchorLink
      to="/chatbots/$chatbotId/install/$deploymentId"
      params={{ chatbotId, deploymentId: id }}
      size="xs"
      style={{ overflowWrap: 'anywhere' }}
    >
      {label}
    </AnchorLink>
  );
}
