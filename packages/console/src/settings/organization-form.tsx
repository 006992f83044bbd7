import { Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../account/session-api.ts';
import { checkName } from '../chatbots/check-name.ts';
import { t } from '../messages/index.ts';
import { settingsText } from '../messages/settings.ts';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { type Organization, organizationQuery, updateOrganization } from './organization-api.ts';

export function OrganizationForm({ organization }: { organization: Organization }) {
  const text = settingsText.organization;
  const queries = useQueryClient();
  const form = useForm({ initialValues: toValues(organization), validate: { name: checkName } });
  const save = useMutation({
    mutationFn: updateOrganization,
    onSuccess: (changed) => {
      queries.setQueryData(organizationQuery().queryKey, changed);
      // Its name stands at the top of every page.
      queries.invalidateQueries({ queryKey: sessionQuery().queryKey });
      form.setInitialValues(toValues(changed));
      form.setValues(toValues(changed));
      notify(t.common.saved);
    },
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
