import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Gated } from '../ui/gated.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { AnswersForm } from './answers-form.tsx';
import { answersQuery } from './chatbots-api.ts';
import { may } from './may.ts';
import { useChatbot } from './use-chatbot.ts';

export function AnswersPage(): ReactNode {
  const chatbot = useChatbot();
  const { data, error, refetch } = useQuery(answersQuery(chatbot.id));
  return (
    <>
      <PageHeader title={t.chatbots.answers.title} about={t.chatbots.answers.about} />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={3} height={120} />}
      {data !== undefined && (
        <Gated allowed={may(chatbot, 'edit')} reason={t.common.mayNot.edit}>
          <AnswersForm key={chatbot.id} chatbotId={chatbot.id} answers={data.answers} />
        </Gated>
      )}
    </>
  );
}
