import { Stack, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../account/session-api.ts';
import { checkName } from '../chatbots/check-name.ts';
import { settingsText } from '../messages/settings.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { useFollowingForm } from '../ui/use-following-form.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import {
  type Organization,
  organizationQuery,
  readOrganization,
  updateOrganization,
} from './organization-api.ts';

export function OrganizationForm({ organization }: { organization: Organization }) {
  const text = settingsText.organization;
  const queries = useQueryClient();
  const form = useFollowingForm({ source: organization, toValues, validate: { name: checkName } });
  const save = useUndoableSave({
    read: readOrganization,
    write: updateOrganization,
    toBody: toValues,
    show: (saved) => {
      queries.setQueryData(organizationQuery().queryKey, saved);
      // Its name stands at the top of every page.
      queries.invalidateQueries({ queryKey: sessionQuery().queryKey });
    },
    onSaved: form.settle,
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate({ ...values, name: values.name.trim() }))}>
      <Stack>
        <TextInput label={text.name} maxLength={120} maw={420} {...form.getInputProps('name')} />
        <Switch
          label={text.quarantine}
          description={text.quarantineHelp}
          {...form.getInputProps('quarantineMisusedKeys', { type: 'checkbox' })}
        />
        <ProblemAlert error={save.error} />
        <SaveBar dirty={form.isDirty()} saving={save.isPending} onUndo={form.reset} />
      </Stack>
    </form>
  );
}

function toValues({ name, quarantineMisusedKeys }: Organization) {
  return { name, quarantineMisusedKeys };
}
