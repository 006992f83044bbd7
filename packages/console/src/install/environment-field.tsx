import { Input, SegmentedControl, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { installText } from '../messages/install.ts';
import type { NewDeploymentValues } from './new-deployment-values.ts';

export function EnvironmentField({ form }: { form: UseFormReturnType<NewDeploymentValues> }) {
  const text = installText.wizard;
  return (
    <>
      <Input.Wrapper label={text.environment} description={text.environmentHelp} labelElement="div">
        <SegmentedControl
          mt={6}
          aria-label={text.environment}
          data={[
            { value: 'live', label: installText.environments.live },
            { value: 'test', label: installText.environments.test },
          ]}
          {...form.getInputProps('environment')}
        />
      </Input.Wrapper>
      <TextInput
        label={text.stage}
        description={text.stageHelp}
        maxLength={120}
        {...form.getInputProps('stage')}
      />
    </>
  );
}
