import { useQuery } from '@tanstack/react-query';
import { deploymentText } from '../messages/deployment.ts';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { type Deployment, snippetQuery } from './deployments-api.ts';
import { SnippetTabs } from './snippet-tabs.tsx';

export function DeploymentSnippet({ deployment }: { deployment: Deployment }) {
  const { data, error, refetch } = useQuery(snippetQuery(deployment.id));
  return (
    <Section title={deploymentText.snippet.title} about={deploymentText.snippet.about}>
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={1} height={140} />}
      {data !== undefined && <SnippetTabs snippet={data} type={deployment.type} />}
    </Section>
  );
}
