import { Input, NumberInput, SegmentedControl, Slider, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { appearanceText } from '../messages/appearance.ts';
import { Section } from '../ui/section.tsx';
import type { AppearanceValues } from './appearance-values.ts';

export function ButtonFields({ form }: { form: UseFormReturnType<AppearanceValues> }) {
  const text = appearanceText.button;
  return (
    <Section title={text.title}>
      <Input.Wrapper label={text.size} labelElement="div" maw={420} pb="md">
        <Slider
          min={40}
          max={140}
          thumbLabel={text.size}
          label={text.pixels}
          marks={[40, 70, 100, 140].map((value) => ({ value, label: value }))}
          {...form.getInputProps('size')}
        />
      </Input.Wrapper>
      <Input.Wrapper label={text.position} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={text.position}
            data={[
              { value: 'left', label: text.left },
              { value: 'right', label: text.right },
            ]}
            {...form.getInputProps('position')}
          />
        </div>
      </Input.Wrapper>
      <NumberInput
        label={text.bottomMargin}
        suffix=" px"
        min={10}
        max={1_000}
        allowDecimal={false}
        maw={240}
        {...form.getInputProps('bottomMargin')}
      />
      <Switch label={text.sound} {...form.getInputProps('sound', { type: 'checkbox' })} />
    </Section>
  );
}
