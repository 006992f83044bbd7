import { NativeSelect, Stack } from '@mantine/core';
import { IconPalette, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { may } from '../chatbots/may.ts';
import { useChatbot } from '../chatbots/use-chatbot.ts';
import { deploymentsQuery } from '../deployments/deployments-api.ts';
import { appearanceText as text } from '../messages/appearance.ts';
import { t } from '../messages/index.ts';
import { installText } from '../messages/install.ts';
import { EmptyNote } from '../ui/empty-note.tsx';
import { Gated } from '../ui/gated.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AppearanceForm } from './appearance-form.tsx';

const route = getRouteApi('/shell/chatbots/$chatbotId/appearance');

export function AppearancePage(): ReactNode {
  const { chatbotId } = route.useParams();
  const { deployment: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(deploymentsQuery(chatbotId));
  // A custom client draws its own window.
  const choices = data?.filter(({ type, status }) => type !== 'custom' && status !== 'revoked');
  const chosen = choices?.find(({ id }) => id === wanted) ?? choices?.[0];
  return (
    <Stack gap="lg">
      <PageHeader title={text.title} about={text.about} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={3} height={160} />}
      {choices?.length === 0 && (
        <EmptyNote icon={<IconPalette />} title={text.emptyTitle} action={<NewDeployment />}>
          {text.empty}
        </EmptyNote>
      )}
      {chosen !== undefined && (
        <>
          <NativeSelect
            label={text.deployment}
            maw={360}
            value={chosen.id}
            onChange={(event) => navigate({ search: { deployment: event.currentTarget.value } })}
            data={(choices ?? []).map(({ id, label }) => ({ value: id, label }))}
          />
          <Gated allowed={may(chosen, 'deploy')} reason={t.common.mayNot.deploy}>
            <AppearanceForm key={chosen.id} deployment={chosen} />
          </Gated>
        </>
      )}
    </Stack>
  );
}

/** Nothing for whoever may not make one. */
function NewDeployment() {
  const chatbot = useChatbot();
  if (!may(chatbot, 'deploy')) return null;
  return (
    <ButtonLink
      to="/chatbots/$chatbotId/install/new"
      params={{ chatbotId: chatbot.id }}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {installText.create}
    </ButtonLink>
  );
}
