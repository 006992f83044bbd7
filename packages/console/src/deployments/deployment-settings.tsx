import { NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { checkName } from '../chatbots/check-name.ts';
import { deploymentText } from '../messages/deployment.ts';
import { installText } from '../messages/install.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { Section } from '../ui/section.tsx';
import { useFollowingForm } from '../ui/use-following-form.ts';
import { useUndoableSave } from '../ui/use-undoable-save.ts';
import { type Deployment, deploymentQuery, readDeployment, updateDeployment } from './deployments-api.ts';

/** What the deployment is called and where it stands. */
export function DeploymentSettings({ deployment }: { deployment: Deployment }) {
  const text = deploymentText.details;
  const queries = useQueryClient();
  const form = useFollowingForm({ source: deployment, toValues, validate: { label: checkName } });
  const save = useUndoableSave({
    read: () => readDeployment(deployment.id),
    write: (body) => updateDeployment(deployment.id, body),
    toBody: (saved) => toChange(saved, toValues(saved)),
    show: ({ notices: _, ...saved }) => {
      queries.setQueryData(deploymentQuery(deployment.id).queryKey, saved);
      queries.invalidateQueries({ queryKey: ['deployments', 'of', deployment.chatbotId] });
    },
    onSaved: form.settle,
  });
  return (
    <Section title={text.title}>
      <form onSubmit={form.onSubmit((values) => save.mutate(toChange(deployment, values)))}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={installText.wizard.label} maxLength={120} {...form.getInputProps('label')} />
            <TextInput label={installText.wizard.stage} maxLength={120} {...form.getInputProps('stage')} />
            {deployment.type !== 'custom' && (
              <TextInput
                label={installText.wizard.site[deployment.type]}
                maxLength={2048}
                {...form.getInputProps('site')}
              />
            )}
            <NumberInput
              label={text.rateLimit}
              description={text.rateLimitHelp}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              thousandSeparator=","
              {...form.getInputProps('rateLimit')}
            />
          </SimpleGrid>
          <ProblemAlert error={save.error} />
          <SaveBar dirty={form.isDirty()} saving={save.isPending} onUndo={form.reset} />
        </Stack>
      </form>
    </Section>
  );
}

type Values = ReturnType<typeof toValues>;

function toValues({ label, stage, site, rateLimit }: Deployment) {
  return { label, stage: stage ?? '', site: site ?? '', rateLimit: (rateLimit ?? '') as number | '' };
}

function toChange({ type }: Deployment, { label, stage, site, rateLimit }: Values) {
  return {
    label: label.trim(),
    stage: stage.trim() || null,
    ...(type === 'custom' ? {} : { site: site.trim() || null }),
    rateLimit: rateLimit === '' ? null : rateLimit,
  };
}
