import { Radio, Stack } from '@mantine/core';
import { rotationText as text } from '../messages/rotation.ts';

/** In seconds, as text; `0` ends the old key at once. */
export type Grace = keyof typeof text.options;

interface GraceFieldProps {
  /** What goes on working for a while. */
  label?: string;
  value: Grace;
  onChange: (grace: Grace) => void;
}

export function GraceField({ label = text.grace, value, onChange }: GraceFieldProps) {
  return (
    <Radio.Group label={label} value={value} onChange={(grace) => onChange(grace as Grace)}>
      <Stack gap="xs" mt="xs">
        {Object.entries(text.options).map(([seconds, name]) => (
          <Radio key={seconds} value={seconds} label={name} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
