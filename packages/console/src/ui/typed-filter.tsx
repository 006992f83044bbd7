import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

/** For what a server is asked. */
const PAUSE_MS = 350;

interface TypedFilterProps extends Omit<TextInputProps, 'value' | 'onChange' | 'error'> {
  /** What is filtered by. */
  readonly value: string;
  /** Told once the typing pauses. */
  readonly onChange: (words: string) => void;
  readonly pauseMs?: number;
  /** What of the words can be filtered by; all of them if absent. */
  readonly understand?: (words: string) => string;
  /** Said beside words that cannot. */
  readonly odd?: string;
}

/**
 * What is filtered by, typed: kept here until the typing pauses, so that no letter waits for an address or a server; follows
 * what is filtered by from elsewhere.
 */
export function TypedFilter({
  value,
  onChange,
  pauseMs = PAUSE_MS,
  understand = asItIs,
  odd,
  ...shown
}: TypedFilterProps) {
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  // The newest last; an elder one may still come round, and must not take the place of what is being typed.
  const told = useRef([value]);
  const tell = useDebouncedCallback((words: string) => {
    told.current.push(understand(words));
    setAsked(words);
    onChange(words);
  }, pauseMs);
  useEffect(() => {
    const isElsewhere = !told.current.includes(value);
    if (isElsewhere || value === told.current.at(-1)) told.current = [value];
    if (!isElsewhere) return;
    tell.cancel();
    setTyped(value);
    setAsked(value);
  }, [value, tell.cancel]);
  return (
    <TextInput
      {...shown}
      value={typed}
      error={asked !== understand(asked) && odd}
      // Above the field, so that it stays in line with those beside it.
      inputWrapperOrder={['label', 'error', 'input']}
      errorProps={{ role: 'status' }}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
    />
  );
}

function asItIs(words: string): string {
  return words;
}
