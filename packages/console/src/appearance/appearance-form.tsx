import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { may } from '../chatbots/may.ts';
import { type Deployment, deploymentsQuery, updateDeployment } from '../deployments/deployments-api.ts';
import { t } from '../messages/index.ts';
import { notify } from '../ui/notify.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import classes from './appearance-form.module.css';
import { type AppearanceValues, toValues, toWidgetChange, validate } from './appearance-values.ts';
import { ButtonFields } from './button-fields.tsx';
import { LivePreview } from './live-preview.tsx';
import { PromptFields } from './prompt-fields.tsx';
import { ThemeFields } from './theme-fields.tsx';
import { WindowFields } from './window-fields.tsx';

/** Every option of the widget, saved as one. */
export function AppearanceForm({ deployment }: { deployment: Deployment }) {
  const queries = useQueryClient();
  const form = useForm<AppearanceValues>({ initialValues: toValues(deployment.widget), validate });
  const save = useMutation({
    mutationFn: (values: AppearanceValues) =>
      updateDeployment(deployment.id, { widget: toWidgetChange(values) }),
    onSuccess: async ({ widget }) => {
      form.setInitialValues(toValues(widget));
      form.setValues(toValues(widget));
      notify(t.common.saved);
      await queries.invalidateQueries({ queryKey: deploymentsQuery(deployment.chatbotId).queryKey });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <div className={classes['beside']}>
        <Stack gap="lg">
          <ThemeFields form={form} />
          <ButtonFields form={form} />
          <WindowFields form={form} />
          <PromptFields form={form} />
          <ProblemAlert error={save.error} />
          <SaveBar dirty={form.isDirty()} saving={save.isPending} onUndo={form.reset} />
        </Stack>
        {may(deployment, 'deploy') && <LivePreview deployment={deployment} values={form.values} />}
      </div>
    </form>
  );
}
