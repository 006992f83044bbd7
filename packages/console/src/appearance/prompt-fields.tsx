import { ActionIcon, Button, Group, NumberInput, Radio, TextInput, Tooltip } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { appearanceText } from '../messages/appearance.ts';
import { Section } from '../ui/section.tsx';
import { type AppearanceValues, newPrompt } from './appearance-values.ts';

const MOST_PROMPTS = 20;

export function PromptFields({ form }: { form: UseFormReturnType<AppearanceValues> }) {
  const text = appearanceText.prompts;
  const { prompts, mode } = form.values;
  return (
    <Section title={text.title} about={text.about}>
      {prompts.map(({ id }, index) => (
        <Group key={id} wrap="nowrap" align="flex-start">
          <TextInput
            flex={1}
            aria-label={text.message(index + 1)}
            maxLength={500}
            {...form.getInputProps(`prompts.${index}.message`)}
          />
          <Tooltip label={text.remove(index + 1)}>
            <ActionIcon
              variant="subtle"
              color="red"
              mt={4}
              aria-label={text.remove(index + 1)}
              onClick={() => form.removeListItem('prompts', index)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Tooltip>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          disabled={prompts.length >= MOST_PROMPTS}
          onClick={() => form.insertListItem('prompts', newPrompt(''))}
        >
          {text.add}
        </Button>
        {prompts.length >= MOST_PROMPTS && text.atMost}
      </Group>
      <Radio.Group label={text.mode} {...form.getInputProps('mode')}>
        <Group mt="xs">
          <Radio value="rotate" label={text.rotate} />
          <Radio value="random" label={text.random} />
        </Group>
      </Radio.Group>
      {mode === 'rotate' && (
        <NumberInput
          label={text.intervalSeconds}
          min={1}
          max={3_600}
          allowDecimal={false}
          maw={200}
          {...form.getInputProps('intervalSeconds')}
        />
      )}
    </Section>
  );
}
