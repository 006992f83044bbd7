import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { t } from '../messages/index.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { Section } from '../ui/section.tsx';
import { type Chatbot, chatbotsQuery, deleteChatbot } from './chatbots-api.ts';

export function ChatbotRemoval({ chatbot }: { chatbot: Chatbot }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const text = t.chatbots.remove;
  const ask = () =>
    confirmAct({
      title: text.title,
      effect: text.effect(chatbot.name),
      action: text.action,
      done: text.done(chatbot.name),
      act: async () => {
        await deleteChatbot(chatbot.id);
        await navigate({ to: '/chatbots' });
        queries.removeQueries({ queryKey: ['chatbots', chatbot.id] });
        await queries.invalidateQueries({ queryKey: chatbotsQuery().queryKey, exact: true });
      },
    });
  return (
    <Section title={text.title} about={text.about}>
      <Button variant="light" color="red" onClick={ask} w="fit-content">
        {text.action}
      </Button>
    </Section>
  );
}
