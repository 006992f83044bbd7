import { Radio, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type Chatbot, chatbotQuery, readChatbot, updateChatbot } from '../chatbots/chatbots-api.ts';
import { identityText } from '../messages/identity.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { useShownAtOnce } from '../ui/use-shown-at-once.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';

type Mode = Chatbot['identityMode'];

/** Saved as soon as it is chosen. */
export function IdentityMode({ chatbot }: { chatbot: Chatbot }) {
  const text = identityText.mode;
  const queries = useQueryClient();
  const save = useUndoableSave({
    read: () => readChatbot(chatbot.id),
    write: (body: { identityMode: Mode }) => updateChatbot(chatbot.id, body),
    toBody: ({ identityMode }) => ({ identityMode }),
    show: (saved) => queries.setQueryData(chatbotQuery(chatbot.id).queryKey, saved),
  });
  const [mode, setMode] = useShownAtOnce(chatbot.identityMode, (identityMode) =>
    save.mutateAsync({ identityMode }),
  );
  return (
    <Section title={text.title}>
      <Radio.Group aria-label={text.title} value={mode} onChange={(chosen) => setMode(chosen as Mode)}>
        <Stack gap="sm">
          <Radio value="off" label={text.off} description={text.offHelp} />
          <Radio value="optional" label={text.optional} description={text.optionalHelp} />
          <Radio value="required" label={text.required} description={text.requiredHelp} />
        </Stack>
      </Radio.Group>
      <ProblemAlert error={save.error} />
    </Section>
  );
}
