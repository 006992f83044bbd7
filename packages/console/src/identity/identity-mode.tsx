import { Radio, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Chatbot, chatbotQuery, updateChatbot } from '../chatbots/chatbots-api.ts';
import { identityText } from '../messages/identity.ts';
import { t } from '../messages/index.ts';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';

type Mode = Chatbot['identityMode'];

/** Saved as soon as it is chosen; choosing the other way back undoes it. */
export function IdentityMode({ chatbot }: { chatbot: Chatbot }) {
  const text = identityText.mode;
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (identityMode: Mode) => updateChatbot(chatbot.id, { identityMode }),
    onSuccess: (changed) => {
      queries.setQueryData(chatbotQuery(chatbot.id).queryKey, changed);
      notify(t.common.saved);
    },
  });
  return (
    <Section title={text.title}>
      <Radio.Group
        aria-label={text.title}
        value={save.isPending ? save.variables : chatbot.identityMode}
        onChange={(mode) => save.mutate(mode as Mode)}
      >
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
