import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { trialText as text } from '../messages/trial.ts';
import { AnchorLink } from '../ui/links.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { printExact } from '../ui/relative-time.ts';
import { type Deployment, deploymentQuery, enforceRestriction } from './deployments-api.ts';

/** While a restriction is only tried: until when, what decides meanwhile, and the way to end it. */
export function TrialNote({ deployment }: { deployment: Deployment }) {
  const queries = useQueryClient();
  const enforce = useMutation({
    mutationFn: () => enforceRestriction(deployment.id),
    onSuccess: (changed) => {
      queries.setQueryData(deploymentQuery(deployment.id).queryKey, changed);
      notify(text.note.enforced);
    },
  });
  const { reportOnly, chatbotId, id } = deployment;
  if (reportOnly === null) return null;
  return (
    <Alert
      color="orange"
      icon={<IconEye aria-hidden />}
      title={text.note.title(printExact(reportOnly.endsAt))}
    >
      <Stack gap="xs">
        <Text size="sm">{text.note.meanwhile(enforcedText(reportOnly.enforced))}</Text>
        <Group gap="md">
          <Button size="xs" loading={enforce.isPending} onClick={() => enforce.mutate()}>
            {text.note.enforce}
          </Button>
          <AnchorLink
            to="/chatbots/$chatbotId/rejections"
            params={{ chatbotId }}
            search={{ deployment: id }}
            size="sm"
            c="inherit"
            underline="always"
          >
            {text.note.recorded}
          </AnchorLink>
        </Group>
        <ProblemAlert error={enforce.error} />
      </Stack>
    </Alert>
  );
}

function enforcedText({ restriction }: NonNullable<Deployment['reportOnly']>['enforced']): string {
  switch (restriction.kind) {
    case 'none':
      return text.note.enforcedKinds.none;
    case 'websites':
      return `${text.note.enforcedKinds.websites}: ${restriction.origins.join(', ')}`;
    case 'ips':
      return `${text.note.enforcedKinds.ips}: ${restriction.ranges.join(', ')}`;
  }
}
