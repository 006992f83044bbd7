import { Button, Checkbox, Input, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { checkName } from '../chatbots/check-name.ts';
import { EntryEditor } from '../domains/entry-editor.tsx';
import { rangeKind } from '../domains/entry-kinds.ts';
import { apiKeyText } from '../messages/api-keys.ts';
import { t } from '../messages/index.ts';
import { DialogFoot } from '../ui/dialog-foot.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { type ApiKeyValues, checkExpiry, toNewApiKey, toValues } from './api-key-values.ts';
import type { ApiKey, NewApiKey, Scope } from './api-keys-api.ts';

const text = apiKeyText.form;
const SCOPES = Object.entries(apiKeyText.scopes) as [Scope, string][];

interface ApiKeyFormProps {
  apiKey: ApiKey | null;
  busy: boolean;
  error: unknown;
  onCancel: () => void;
  onSubmit: (body: NewApiKey) => void;
}

export function ApiKeyForm({ apiKey, busy, error, onCancel, onSubmit }: ApiKeyFormProps) {
  const form = useForm<ApiKeyValues>({
    initialValues: toValues(apiKey),
    validate: {
      label: checkName,
      scopes: (scopes) => (scopes.length === 0 ? text.scopesRequired : null),
      expiresOn: checkExpiry,
      ranges: (ranges, { restricted }) => (restricted && ranges.length === 0 ? text.rangesRequired : null),
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => onSubmit(toNewApiKey(values)))}>
      <Stack>
        <TextInput
          label={text.label}
          description={text.labelHelp}
          maxLength={120}
          data-autofocus
          {...form.getInputProps('label')}
        />
        <Checkbox.Group label={text.scopes} description={text.scopesHelp} {...form.getInputProps('scopes')}>
          <Stack gap="xs" mt="xs">
            {SCOPES.map(([scope, meaning]) => (
              <Checkbox key={scope} value={scope} label={scope} description={meaning} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          type="date"
          label={text.expires}
          description={text.expiresHelp}
          maw={240}
          {...form.getInputProps('expiresOn')}
        />
        <Switch label={text.restrict} {...form.getInputProps('restricted', { type: 'checkbox' })} />
        {form.values.restricted && (
          <EntryEditor
            kind={rangeKind}
            entries={form.values.ranges}
            onChange={(ranges) => form.setFieldValue('ranges', ranges)}
          />
        )}
        {form.errors['ranges'] !== undefined && (
          <Input.Error role="alert">{form.errors['ranges']}</Input.Error>
        )}
        <ProblemAlert error={error} />
        <DialogFoot onCancel={onCancel}>
          <Button type="submit" loading={busy}>
            {apiKey === null ? t.common.create : t.common.save}
          </Button>
        </DialogFoot>
      </Stack>
    </form>
  );
}
