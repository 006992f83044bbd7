import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { may } from '../chatbots/may.ts';
import { useChatbot } from '../chatbots/use-chatbot.ts';
import { deploymentsQuery } from '../deployments/deployments-api.ts';
import { installText as text } from '../messages/install.ts';
import { ButtonLink } from '../ui/links.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { DeploymentsList } from './deployments-list.tsx';

const route = getRouteApi('/shell/chatbots/$chatbotId/install');

export function InstallPage(): ReactNode {
  const { chatbotId } = route.useParams();
  const { data, error, refetch } = useQuery(deploymentsQuery(chatbotId));
  const chatbot = useChatbot();
  const create = may(chatbot, 'deploy') ? (
    <ButtonLink
      to="/chatbots/$chatbotId/install/new"
      params={{ chatbotId }}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {text.create}
    </ButtonLink>
  ) : null;
  return (
    <ListPage
      text={text}
      icon={<IconPlugConnected />}
      items={data}
      error={error}
      onRetry={refetch}
      create={create}
      skeleton={{ rows: 5 }}
    >
      {(deployments) => <DeploymentsList deployments={deployments} />}
    </ListPage>
  );
}
