import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../api/query-client.ts';
import { may } from '../chatbots/may.ts';
import { drainMeterText as text } from '../messages/drain-meter.ts';
import { AnchorLink } from '../ui/links.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { printRelative } from '../ui/relative-time.ts';
import { Section } from '../ui/section.tsx';
import { TimeFact } from '../ui/time-fact.tsx';
import { useNow } from '../ui/use-now.ts';
import type { Deployment } from './deployments-api.ts';
import { DrainMeterActions } from './drain-meter-actions.tsx';
import { liveKeys } from './live-keys.ts';
import { MeteredKeyTraffic } from './metered-key-traffic.tsx';
import { type DrainMeter as Meter, rotationQuery } from './rotation-api.ts';

/** While two keys work side by side: who still sends the old one, and whether it can go. */
export function DrainMeter({ deployment }: { deployment: Deployment }) {
  if (liveKeys(deployment).length < 2) return null;
  return <Panel deployment={deployment} />;
}

function Panel({ deployment }: { deployment: Deployment }) {
  const { data: meter, error, refetch } = useQuery(rotationQuery(deployment.id));
  const metered = meter?.keys.length ?? 2;
  const live = liveKeys(deployment).length;
  useEffect(() => {
    // The old key has ended, by itself perhaps: the rest of the page does not know yet.
    if (metered < live) void queryClient.invalidateQueries({ queryKey: ['deployments'] });
  }, [metered, live]);
  return (
    <Section title={text.title} about={text.about}>
      <ProblemAlert error={error} onRetry={refetch} />
      {meter !== undefined && meter.keys.length > 1 && (
        <Stack gap="md">
          <Verdict meter={meter} />
          <Text size="sm">
            {meter.graceEndsAt === null ? (
              text.noEnd
            ) : (
              <>
                {text.ends} <TimeFact at={meter.graceEndsAt} />.
              </>
            )}
          </Text>
          {meter.keys.map((key) => (
            <MeteredKeyTraffic key={key.id} meteredKey={key} />
          ))}
          {may(deployment, 'deploy') && <DrainMeterActions deploymentId={deployment.id} meter={meter} />}
          <Group>
            <AnchorLink
              to="/chatbots/$chatbotId/usage"
              params={{ chatbotId: deployment.chatbotId }}
              search={{ deployment: deployment.id }}
              size="sm"
            >
              {text.usage}
            </AnchorLink>
          </Group>
        </Stack>
      )}
    </Section>
  );
}

function Verdict({ meter }: { meter: Meter }) {
  const nowMs = useNow();
  if (meter.safeToRetire) {
    return (
      <Alert color="green" icon={<IconCircleCheck aria-hidden />} role="status">
        {text.safe}
      </Alert>
    );
  }
  const seen = meter.keys
    .slice(1)
    .flatMap(({ lastSeenAt }) => lastSeenAt ?? [])
    .sort()
    .at(-1);
  const wasSent = seen !== undefined && seen > meter.since;
  return (
    <Alert color="yellow" icon={<IconClock aria-hidden />} role="status">
      {wasSent ? text.notYet(printRelative(seen, nowMs)) : text.never}
    </Alert>
  );
}
