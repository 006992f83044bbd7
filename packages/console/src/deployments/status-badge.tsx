import { Badge, Tooltip } from '@mantine/core';
import { installText } from '../messages/install.ts';
import { trialText } from '../messages/trial.ts';
import { printExact } from '../ui/relative-time.ts';
import { useNow } from '../ui/use-now.ts';
import type { Deployment } from './deployments-api.ts';
import { overdueDays } from './live-keys.ts';

const colors = { active: 'green', unlinked: 'yellow', revoked: 'gray' } as const;

export function StatusBadge({ status }: { status: Deployment['status'] }) {
  return (
    <Badge color={colors[status]} variant="light" flex="none">
      {installText.statuses[status]}
    </Badge>
  );
}

/** From 90 days on; nothing before. */
export function AgeBadge({ deployment }: { deployment: Deployment }) {
  const days = overdueDays(deployment, useNow());
  if (days === null) return null;
  return (
    <Tooltip label={installText.ageHelp}>
      <Badge color="orange" variant="light" flex="none">
        {installText.age(days)}
      </Badge>
    </Tooltip>
  );
}

/** While its restriction is only tried; nothing otherwise. */
export function TrialBadge({ deployment: { reportOnly } }: { deployment: Deployment }) {
  if (reportOnly === null) return null;
  return (
    <Tooltip label={trialText.badgeHelp(printExact(reportOnly.endsAt))}>
      <Badge color="orange" variant="light" flex="none">
        {trialText.badge}
      </Badge>
    </Tooltip>
  );
}
