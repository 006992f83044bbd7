import { Alert } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { may } from '../chatbots/may.ts';
import { useChatbot } from '../chatbots/use-chatbot.ts';
import type { CreatedDeployment, DeploymentType } from '../deployments/deployments-api.ts';
import { t } from '../messages/index.ts';
import { installText } from '../messages/install.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { DeploymentReady } from './deployment-ready.tsx';
import { NewDeploymentForm } from './new-deployment-form.tsx';
import { TypeChoice } from './type-choice.tsx';

const route = getRouteApi('/shell/chatbots/$chatbotId/install/new');

/** Type, particulars, key. The type stands in the address; the key stands nowhere but on the screen. */
export function NewDeploymentPage(): ReactNode {
  const { chatbotId } = route.useParams();
  const { type } = route.useSearch();
  const navigate = route.useNavigate();
  const [created, setCreated] = useState<CreatedDeployment | null>(null);
  const choose = (chosen: DeploymentType | undefined) =>
    navigate({ search: chosen === undefined ? {} : { type: chosen } });
  const chatbot = useChatbot();
  const text = installText.wizard;
  if (!may(chatbot, 'deploy')) return <Alert color="gray">{t.common.mayNot.deploy}</Alert>;
  if (created !== null) {
    return (
      <>
        <PageHeader title={text.readyTitle(created.deployment.label)} />
        <DeploymentReady created={created} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={text.title} about={type === undefined ? text.where : text.about[type]} />
      {type === undefined ? (
        <TypeChoice onChoose={choose} />
      ) : (
        <NewDeploymentForm
          key={type}
          chatbotId={chatbotId}
          type={type}
          onBack={() => choose(undefined)}
          onCreated={setCreated}
        />
      )}
    </>
  );
}
