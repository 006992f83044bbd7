import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { chatbotQuery } from './chatbots-api.ts';

const route = getRouteApi('/shell/chatbots/$chatbotId');

/** Below it the chatbot is known to exist. */
export function ChatbotLayout(): ReactNode {
  const { chatbotId } = route.useParams();
  const { data, error, refetch } = useQuery(chatbotQuery(chatbotId));
  if (data !== undefined) return <Outlet />;
  return error === null ? <ListSkeleton /> : <ProblemAlert error={error} onRetry={refetch} />;
}
