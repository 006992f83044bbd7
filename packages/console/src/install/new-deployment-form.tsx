import { Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { checkName } from '../chatbots/check-name.ts';
import {
  type CreatedDeployment,
  createDeployment,
  type DeploymentType,
} from '../deployments/deployments-api.ts';
import { installText } from '../messages/install.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { Section } from '../ui/section.tsx';
import { useAnswerAwaited } from '../ui/use-answer-awaited.ts';
import { checkSite } from './check-site.ts';
import { EnvironmentField } from './environment-field.tsx';
import { INITIAL_VALUES, type NewDeploymentValues, toNewDeployment } from './new-deployment-values.ts';

const text = installText.wizard;

interface NewDeploymentFormProps {
  chatbotId: string;
  type: DeploymentType;
  onBack: () => void;
  onCreated: (created: CreatedDeployment) => void;
}

export function NewDeploymentForm({ chatbotId, type, onBack, onCreated }: NewDeploymentFormProps) {
  const queries = useQueryClient();
  const once = useIdempotencyKey();
  const form = useForm<NewDeploymentValues>({
    initialValues: INITIAL_VALUES,
    validate: { label: checkName, site: (site) => checkSite(type, site) },
  });
  const create = useMutation({
    mutationFn: (values: NewDeploymentValues) => {
      const body = toNewDeployment(type, values);
      return createDeployment(chatbotId, body, once.headers(body));
    },
    onSuccess: (created) => {
      queries.invalidateQueries({ queryKey: ['deployments'] });
      onCreated(created);
    },
  });
  useAnswerAwaited(create.isPending);
  return (
    <Section title={`${installText.types[type]}: ${text.details}`}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack maw={560}>
          <TextInput
            label={text.label}
            description={text.labelHelp}
            maxLength={120}
            autoFocus
            {...form.getInputProps('label')}
          />
          <SiteFields form={form} type={type} />
          <EnvironmentField form={form} />
          {type !== 'custom' && (
            <Switch
              label={text.revealable}
              description={text.revealableHelp}
              {...form.getInputProps('revealable', { type: 'checkbox' })}
            />
          )}
          <ProblemAlert error={create.error} />
          <Group justify="space-between">
            <Button variant="subtle" color="gray" onClick={onBack}>
              {text.back}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {text.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function SiteFields({ form, type }: { form: UseFormReturnType<NewDeploymentValues>; type: DeploymentType }) {
  if (type === 'custom') return null;
  return (
    <>
      <TextInput
        label={text.site[type]}
        description={text.siteHelp[type]}
        placeholder={type === 'shopify' ? 'example.myshopify.com' : 'https://www.example.com'}
        maxLength={2048}
        {...form.getInputProps('site')}
      />
      <Switch
        label={text.localhost}
        description={text.localhostHelp}
        {...form.getInputProps('allowLocalhost', { type: 'checkbox' })}
      />
    </>
  );
}
