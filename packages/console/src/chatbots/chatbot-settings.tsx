import { Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { t } from '../messages/index.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { Section } from '../ui/section.tsx';
import { useFollowingForm } from '../ui/use-following-form.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import { type Chatbot, chatbotQuery, chatbotsQuery, readChatbot, updateChatbot } from './chatbots-api.ts';
import { checkName } from './check-name.ts';
import { checkUrl } from './check-url.ts';

/** What visitors see of the bot, and whether it answers at all. */
export function ChatbotSettings({ chatbot }: { chatbot: Chatbot }) {
  const text = t.chatbots.settings;
  const queries = useQueryClient();
  const form = useFollowingForm({
    source: chatbot,
    toValues,
    validate: { name: checkName, avatarUrl: checkUrl },
  });
  const save = useUndoableSave({
    read: () => readChatbot(chatbot.id),
    write: (body) => updateChatbot(chatbot.id, body),
    toBody: (saved) => toChange(toValues(saved)),
    show: (saved) => {
      queries.setQueryData(chatbotQuery(chatbot.id).queryKey, saved);
      queries.invalidateQueries({ queryKey: chatbotsQuery().queryKey, exact: true });
    },
    onSaved: form.settle,
  });
  return (
    <Section title={text.title}>
      <form onSubmit={form.onSubmit((values) => save.mutate(toChange(values)))}>
        <Stack>
          <TextInput label={t.chatbots.name} maxLength={120} {...form.getInputProps('name')} />
          <TextInput
            label={text.avatarUrl}
            description={text.avatarUrlHelp}
            type="url"
            maxLength={2048}
            {...form.getInputProps('avatarUrl')}
          />
          <Textarea
            label={text.welcome}
            description={text.welcomeHelp}
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps('welcomeMessage')}
          />
          <Switch
            label={text.keyless}
            description={text.keylessHelp}
            {...form.getInputProps('keylessEmbedding', { type: 'checkbox' })}
          />
          <Switch
            label={text.pause}
            description={text.pauseHelp}
            {...form.getInputProps('paused', { type: 'checkbox' })}
          />
          <Textarea
            label={text.pauseMessage}
            autosize
            maxLength={500}
            disabled={!form.values.paused}
            {...form.getInputProps('pauseMessage')}
          />
          <ProblemAlert error={save.error} />
          <SaveBar dirty={form.isDirty()} saving={save.isPending} onUndo={form.reset} />
        </Stack>
      </form>
    </Section>
  );
}

type Values = ReturnType<typeof toValues>;

function toValues(chatbot: Chatbot) {
  return {
    name: chatbot.name,
    avatarUrl: chatbot.avatarUrl ?? '',
    welcomeMessage: chatbot.welcomeMessage ?? '',
    keylessEmbedding: chatbot.keylessEmbedding,
    paused: chatbot.paused.enabled,
    pauseMessage: chatbot.paused.message,
  };
}

function toChange({ name, avatarUrl, welcomeMessage, keylessEmbedding, paused, pauseMessage }: Values) {
  return {
    name: name.trim(),
    avatarUrl: avatarUrl.trim() || null,
    welcomeMessage: welcomeMessage.trim() || null,
    keylessEmbedding,
    paused: { enabled: paused, message: pauseMessage },
  };
}
