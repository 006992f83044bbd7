import { Alert, NumberInput, Stack, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type Chatbot, chatbotQuery, readChatbot, updateChatbot } from '../chatbots/chatbots-api.ts';
import { conversationText } from '../messages/conversations.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { Section } from '../ui/section.tsx';
import { useFollowingForm } from '../ui/use-following-form.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';

const SUGGESTED_DAYS = 90;

/** After how many days conversations delete themselves. */
export function RetentionForm({ chatbot }: { chatbot: Chatbot }) {
  const text = conversationText.retention;
  const queries = useQueryClient();
  const form = useFollowingForm<Chatbot, Values>({
    source: chatbot,
    toValues,
    validate: { days: (days, { forever }) => (forever || isDays(days) ? null : text.daysInvalid) },
  });
  const save = useUndoableSave({
    read: () => readChatbot(chatbot.id),
    write: (body) => updateChatbot(chatbot.id, body),
    toBody: ({ retentionDays }) => ({ retentionDays }),
    show: (saved) => queries.setQueryData(chatbotQuery(chatbot.id).queryKey, saved),
    onSaved: form.settle,
    // A shorter time may have deleted some by then, and those stay deleted.
    canUndo: (before, saved) => keptFor(saved) >= keptFor(before),
  });
  const { forever, days } = form.values;
  return (
    <Section title={text.title} about={text.about}>
      <form
        onSubmit={form.onSubmit((values) =>
          save.mutate({ retentionDays: values.forever ? null : Number(values.days) }),
        )}
      >
        <Stack>
          <Switch label={text.keep} {...form.getInputProps('forever', { type: 'checkbox' })} />
          {!forever && (
            <NumberInput
              label={text.days}
              min={1}
              max={3650}
              allowDecimal={false}
              maw={200}
              {...form.getInputProps('days')}
            />
          )}
          {!forever && form.isDirty() && isDays(days) && (
            <Alert color="orange">{text.effect(Number(days))}</Alert>
          )}
          <ProblemAlert error={save.error} />
          <SaveBar dirty={form.isDirty()} saving={save.isPending} onUndo={form.reset} />
        </Stack>
      </form>
    </Section>
  );
}

interface Values {
  forever: boolean;
  days: number | string;
}

function toValues({ retentionDays }: Chatbot): Values {
  return { forever: retentionDays === null, days: retentionDays ?? SUGGESTED_DAYS };
}

function keptFor({ retentionDays }: Chatbot): number {
  return retentionDays ?? Number.POSITIVE_INFINITY;
}

function isDays(days: number | string): boolean {
  return Number.isInteger(days) && Number(days) >= 1 && Number(days) <= 3650;
}
