import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { may } from '../chatbots/may.ts';
import { useChatbot } from '../chatbots/use-chatbot.ts';
import { deploymentsQuery } from '../deployments/deployments-api.ts';
import { installText as text } from '../messages/install.ts';
import { EmptyNote } from '../ui/empty-note.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { DeploymentsList } from './deployments-list.tsx';

const route = getRouteApi('/shell/chatbots/$chatbotId/install');

export function InstallPage(): ReactNode {
  const { chatbotId } = route.useParams();
  const { data, error, refetch } = useQuery(deploymentsQuery(chatbotId));
  const chatbot = useChatbot();
  const create = may(chatbot, 'deploy') && (
    <ButtonLink
      to="/chatbots/$chatbotId/install/new"
      params={{ chatbotId }}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {text.create}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={text.title} about={text.about} actions={data?.length === 0 ? null : create} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={5} />}
      {data?.length === 0 && (
        <EmptyNote icon={<IconPlugConnected />} title={text.emptyTitle} action={create}>
          {text.empty}
        </EmptyNote>
      )}
      {data !== undefined && data.length > 0 && <DeploymentsList deployments={data} />}
    </>
  );
}
