import { Alert, NumberInput, Stack, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Chatbot, chatbotQuery, updateChatbot } from '../chatbots/chatbots-api.ts';
import { conversationText } from '../messages/conversations.ts';
import { t } from '../messages/index.ts';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { Section } from '../ui/section.tsx';

const SUGGESTED_DAYS = 90;

/** After how many days conversations delete themselves. */
export function RetentionForm({ chatbot }: { chatbot: Chatbot }) {
  const text = conversationText.retention;
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: toValues(chatbot),
    validate: { days: (days, { forever }) => (forever || isDays(days) ? null : text.daysInvalid) },
  });
  const save = useMutation({
    mutationFn: ({ forever, days }: Values) =>
      updateChatbot(chatbot.id, { retentionDays: forever ? null : Number(days) }),
    onSuccess: (changed) => {
      queries.setQueryData(chatbotQuery(chatbot.id).queryKey, changed);
      form.setInitialValues(toValues(changed));
      form.setValues(toValues(changed));
      notify(t.common.saved);
    },
  });
  const { forever, days } = form.values;
  return (
    <Section title={text.title} about={text.about}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
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

function isDays(days: number | string): boolean {
  return Number.isInteger(days) && Number(days) >= 1 && Number(days) <= 3650;
}
