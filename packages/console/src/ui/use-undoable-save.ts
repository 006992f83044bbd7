import { useMutation } from '@tanstack/react-query';
import { t } from '../messages/index.ts';
import { notify } from './notify.ts';
import { offerRestore } from './offer-restore.ts';

interface UndoableSave<Thing, Saved extends Thing, Body extends object> {
  /** The thing as the server has it now, not as it was fetched a while ago. */
  read: () => Promise<Thing>;
  write: (body: Body) => Promise<Saved>;
  /** All that a save may change, as `write` takes it; some of its fields alone must be a body, too. */
  toBody: (thing: Thing) => Body;
  /** Shows what the server has after a save, and after it was taken back. */
  show: (thing: Saved) => unknown;
  /** For what a save ends and its undoing does not: a dialog, say. */
  onSaved?: (saved: Saved) => void;
  /** What is said; “Saved” if absent. */
  said?: (saved: Saved) => string;
  /** Whether the former fields are all that there is to restore; they are if absent. */
  canUndo?: (before: Thing, saved: Saved) => boolean;
}

/** Saves a change of something that is there already, and offers to take it back. */
export function useUndoableSave<Thing, Saved extends Thing, Body extends object>({
  read,
  write,
  toBody,
  show,
  onSaved,
  said,
  canUndo,
}: UndoableSave<Thing, Saved, Body>) {
  return useMutation({
    mutationFn: async (body: Body) => {
      const before = await read();
      return { before, saved: await write(body) };
    },
    onSuccess: async ({ before, saved }) => {
      await show(saved);
      onSaved?.(saved);
      const done = said?.(saved) ?? t.common.saved;
      if (canUndo?.(before, saved) === false) return notify(done);
      await offerRestore({
        done,
        before: toBody(before),
        after: toBody(saved),
        read: async () => toBody(await read()),
        write: async (back) => show(await write(back)),
      });
    },
  });
}
