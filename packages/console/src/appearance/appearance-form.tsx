import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { may } from '../chatbots/may.ts';
import {
  type Deployment,
  deploymentsQuery,
  readDeployment,
  updateDeployment,
} from '../deployments/deployments-api.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { useFollowingForm } from '../ui/use-following-form.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import classes from './appearance-form.module.css';
import { toValues, toWidgetChange, validate } from './appearance-values.ts';
import { ButtonFields } from './button-fields.tsx';
import { LivePreview } from './live-preview.tsx';
import { PromptFields } from './prompt-fields.tsx';
import { ThemeFields } from './theme-fields.tsx';
import { WindowFields } from './window-fields.tsx';

/** Every option of the widget, saved as one. */
export function AppearanceForm({ deployment }: { deployment: Deployment }) {
  const queries = useQueryClient();
  const form = useFollowingForm({ source: deployment.widget, toValues, validate });
  const save = useUndoableSave({
    read: () => readDeployment(deployment.id),
    write: (body) => updateDeployment(deployment.id, body),
    toBody: ({ widget }) => ({ widget: toWidgetChange(toValues(widget)) }),
    show: () => queries.invalidateQueries({ queryKey: deploymentsQuery(deployment.chatbotId).queryKey }),
    onSaved: ({ widget }) => form.settle(widget),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate({ widget: toWidgetChange(values) }))}>
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
