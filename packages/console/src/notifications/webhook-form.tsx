import { Button, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { checkName } from '../chatbots/check-name.ts';
import { t } from '../messages/index.ts';
import { notificationText } from '../messages/notifications.ts';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { parseAddress } from '../ui/parse-address.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { checkEvents, toNewWebhook, toWebhookValues, type WebhookValues } from './webhook-values.ts';
import type { NewWebhook, Webhook } from './webhooks-api.ts';

const text = notificationText.form;

interface WebhookFormProps {
  webhook: Webhook | null;
  busy: boolean;
  error: unknown;
  onCancel: () => void;
  onSubmit: (body: NewWebhook) => void;
}

export function WebhookForm({ webhook, busy, error, onCancel, onSubmit }: WebhookFormProps) {
  const form = useForm<WebhookValues>({
    initialValues: toWebhookValues(webhook),
    validate: {
      label: checkName,
      url: (url, { kind }) => (kind === 'webhook' && parseAddress(url) === null ? text.urlRequired : null),
      email: (email, { kind }) =>
        kind === 'mail' && !/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(email) ? text.emailRequired : null,
      events: checkEvents,
    },
  });
  const { kind } = form.values;
  return (
    <form onSubmit={form.onSubmit((values) => onSubmit(toNewWebhook(values)))} noValidate>
      <Stack>
        {webhook === null && (
          <SegmentedControl
            aria-label={text.kind}
            data={[
              { value: 'webhook', label: text.webhook },
              { value: 'mail', label: text.mail },
            ]}
            {...form.getInputProps('kind')}
          />
        )}
        <TextInput label={text.label} maxLength={120} data-autofocus {...form.getInputProps('label')} />
        {kind === 'webhook' ? (
          <TextInput
            type="url"
            label={text.url}
            description={text.urlHelp}
            placeholder="https://hooks.example.com/wicketgate"
            maxLength={2048}
            {...form.getInputProps('url')}
          />
        ) : (
          <TextInput type="email" label={text.email} maxLength={254} {...form.getInputProps('email')} />
        )}
        <Textarea
          label={text.events}
          description={text.eventsHelp}
          autosize
          minRows={3}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...form.getInputProps('events')}
        />
        <ProblemAlert error={error} />
        <DialogFoot onCancel={onCancel}>
          <Button type="submit" loading={busy}>
            {webhook === null ? t.common.create : t.common.save}
          </Button>
        </DialogFoot>
      </Stack>
    </form>
  );
}
