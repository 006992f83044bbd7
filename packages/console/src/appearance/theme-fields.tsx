import { ColorInput, Input, NumberInput, SegmentedControl, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { appearanceText } from '../messages/appearance.ts';
import { Section } from '../ui/section.tsx';
import type { AppearanceValues } from './appearance-values.ts';

export function ThemeFields({ form }: { form: UseFormReturnType<AppearanceValues> }) {
  const text = appearanceText.theme;
  return (
    <Section title={text.title}>
      <Input.Wrapper label={text.colorScheme} description={text.colorSchemeHelp} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={text.colorScheme}
            data={[
              { value: 'auto', label: text.auto },
              { value: 'light', label: text.light },
              { value: 'dark', label: text.dark },
            ]}
            {...form.getInputProps('colorScheme')}
          />
        </div>
      </Input.Wrapper>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ColorInput
          label={text.accentColor}
          description={text.accentHelp}
          format="hex"
          withEyeDropper={false}
          {...form.getInputProps('accentColor')}
        />
        <NumberInput
          label={text.radius}
          description={text.radiusInvalid}
          suffix=" px"
          min={0}
          max={40}
          allowDecimal={false}
          {...form.getInputProps('radius')}
        />
        <TextInput
          label={text.fontFamily}
          description={text.fontHelp}
          maxLength={200}
          {...form.getInputProps('fontFamily')}
        />
        <TextInput
          label={text.locale}
          description={text.localeHelp}
          maxLength={35}
          {...form.getInputProps('locale')}
        />
      </SimpleGrid>
    </Section>
  );
}
