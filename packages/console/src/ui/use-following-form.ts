import { type UseFormReturnType, useForm } from '@mantine/form';
import { useEffect, useRef } from 'react';
import { fieldsThatDiffer } from './fields-that-differ.ts';

type Rules<Values extends object> = NonNullable<Parameters<typeof useForm<Values>>[0]>['validate'];

interface FollowingForm<Source, Values extends object> {
  /** What the server has. */
  source: Source;
  toValues: (source: Source) => Values;
  validate?: Rules<Values>;
}

/** A form that follows what the server has as long as nothing is typed: after an undo, say. What is typed stays. */
export function useFollowingForm<Source, Values extends object>({
  source,
  toValues,
  validate,
}: FollowingForm<Source, Values>): UseFormReturnType<Values> & { settle: (saved: Source) => void } {
  const form = useForm<Values>({
    initialValues: toValues(source),
    ...(validate === undefined ? {} : { validate }),
  });
  const sent = useRef(form.values);
  const known = JSON.stringify(source);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about what the server has, not about each rendering
  useEffect(() => {
    const values = toValues(source);
    const isTyped = form.isDirty();
    form.setInitialValues(values);
    if (!isTyped) form.setValues(values);
  }, [known]);
  const onSubmit: typeof form.onSubmit = (handle, refuse) =>
    form.onSubmit((values, event) => {
      sent.current = values;
      return handle(values, event);
    }, refuse);
  /** After a save: what was sent has become what the server made of it; what was typed meanwhile stays. */
  const settle = (saved: Source) => {
    const values = toValues(saved);
    const typed = fieldsThatDiffer(form.getValues(), sent.current);
    form.setInitialValues(values);
    form.setValues({ ...values, ...typed });
  };
  return { ...form, onSubmit, settle };
}
