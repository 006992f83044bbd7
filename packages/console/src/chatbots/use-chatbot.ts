import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Chatbot, chatbotQuery } from './chatbots-api.ts';

/** The chatbot of this page; only below `ChatbotLayout`, which has fetched it. */
export function useChatbot(): Chatbot {
  const { chatbotId = '' } = useParams({ strict: false });
  return useSuspenseQuery(chatbotQuery(chatbotId)).data;
}
