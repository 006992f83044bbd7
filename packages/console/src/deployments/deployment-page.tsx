import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { may } from '../chatbots/may.ts';
import { deploymentText as text } from '../messages/deployment.ts';
import { t } from '../messages/index.ts';
import { installText } from '../messages/install.ts';
import { Gated } from '../ui/gated.tsx';
import { AnchorLink, ButtonLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { confirmRevocation } from './confirm-revocation.ts';
import { DeploymentFacts } from './deployment-facts.tsx';
import { DeploymentKeys } from './deployment-keys.tsx';
import { DeploymentSettings } from './deployment-settings.tsx';
import { DeploymentSnippet } from './deployment-snippet.tsx';
import { type Deployment, deploymentQuery } from './deployments-api.ts';
import { DrainMeter } from './drain-meter.tsx';
import { RestrictionForm } from './restriction-form.tsx';
import { RotateDialog } from './rotate-dialog.tsx';

const route = getRouteApi('/shell/chatbots/$chatbotId/install/$deploymentId');

export function DeploymentPage(): ReactNode {
  const { chatbotId, deploymentId } = route.useParams();
  const { data, error, refetch } = useQuery(deploymentQuery(deploymentId));
  return (
    <>
      <AnchorLink to="/chatbots/$chatbotId/install" params={{ chatbotId }} size="sm">
        ← {text.back}
      </AnchorLink>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={4} height={140} />}
      {data !== undefined && <DeploymentParts deployment={data} />}
    </>
  );
}

function DeploymentParts({ deployment }: { deployment: Deployment }) {
  const live = deployment.status !== 'revoked';
  const allowed = may(deployment, 'deploy');
  return (
    <Stack gap="lg">
      <PageHeader
        title={deployment.label}
        actions={
          <Group gap="sm">
            <ButtonLink to="/explain" search={{ deployment: deployment.id }} variant="default">
              {text.explain}
            </ButtonLink>
            {live && allowed && <Acts deployment={deployment} />}
          </Group>
        }
      />
      {!live && <Alert color="gray">{text.revokedNote}</Alert>}
      {deployment.status === 'unlinked' && <Alert color="yellow">{text.unlinkedNote}</Alert>}
      <DeploymentFacts deployment={deployment} />
      <DeploymentKeys deployment={deployment} />
      <DrainMeter deployment={deployment} />
      {live && (
        <Gated allowed={allowed} reason={t.common.mayNot.deploy}>
          <Stack gap="lg">
            <RestrictionForm key={`restriction ${deployment.id}`} deployment={deployment} />
            <DeploymentSettings key={`settings ${deployment.id}`} deployment={deployment} />
          </Stack>
        </Gated>
      )}
      {live && <DeploymentSnippet deployment={deployment} />}
    </Stack>
  );
}

function Acts({ deployment }: { deployment: Deployment }) {
  const queries = useQueryClient();
  const [rotating, setRotating] = useState(false);
  const renew = () => queries.invalidateQueries({ queryKey: ['deployments'] });
  return (
    <Group gap="sm">
      <Button leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setRotating(true)}>
        {installText.rotateShort}
      </Button>
      <Button
        variant="light"
        color="red"
        leftSection={<IconTrash size={18} aria-hidden />}
        onClick={() => confirmRevocation(deployment, renew)}
      >
        {installText.revokeShort}
      </Button>
      {rotating && <RotateDialog deployment={deployment} onClose={() => setRotating(false)} />}
    </Group>
  );
}
