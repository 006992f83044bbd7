import { NumberInput, SimpleGrid, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { appearanceText } from '../messages/appearance.ts';
import { Section } from '../ui/section.tsx';
import type { AppearanceValues } from './appearance-values.ts';

export function WindowFields({ form }: { form: UseFormReturnType<AppearanceValues> }) {
  const text = appearanceText.window;
  const flag = (name: string) => form.getInputProps(name, { type: 'checkbox' });
  return (
    <Section title={text.title}>
      <Switch label={text.showCloseButton} {...flag('showCloseButton')} />
      <Switch label={text.showNewConversationButton} {...flag('showNewConversationButton')} />
      <Switch label={text.expandInContainer} {...flag('expandInContainer')} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={text.privacyPolicyUrl}
          placeholder="https://"
          maxLength={2048}
          {...form.getInputProps('privacyPolicyUrl')}
        />
        <TextInput
          label={text.termsOfServiceUrl}
          placeholder="https://"
          maxLength={2048}
          {...form.getInputProps('termsOfServiceUrl')}
        />
      </SimpleGrid>
      <Switch label={text.limit} {...flag('limited')} />
      {form.values.limited && (
        <>
          <NumberInput
            label={text.limitCount}
            min={1}
            max={10_000}
            allowDecimal={false}
            maw={200}
            {...form.getInputProps('limit')}
          />
          <Textarea
            label={text.limitMessage}
            autosize
            maxLength={500}
            {...form.getInputProps('limitMessage')}
          />
        </>
      )}
    </Section>
  );
}
