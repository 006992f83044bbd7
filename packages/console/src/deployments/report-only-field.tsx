import { Checkbox, NumberInput, Stack } from '@mantine/core';
import { trialText } from '../messages/trial.ts';

const MOST_DAYS = 30;
const USUAL_DAYS = 7;

interface ReportOnlyFieldProps {
  /** How long the restriction is only tried; null: it is in force at once. */
  days: number | null;
  onChange: (days: number | null) => void;
}

/** Whether a restriction is tried before it is enforced. */
export function ReportOnlyField({ days, onChange }: ReportOnlyFieldProps) {
  const text = trialText.field;
  return (
    <Stack gap="xs">
      <Checkbox
        label={text.label}
        description={text.help}
        checked={days !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? USUAL_DAYS : null)}
      />
      {days !== null && (
        <NumberInput
          label={text.days}
          value={days}
          min={1}
          max={MOST_DAYS}
          clampBehavior="strict"
          allowDecimal={false}
          maw="10rem"
          onChange={(value) => onChange(typeof value === 'number' ? value : 1)}
        />
      )}
    </Stack>
  );
}
