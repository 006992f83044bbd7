import { ChangedSince } from '../api/changed-since.ts';
import { fieldsThatDiffer } from './fields-that-differ.ts';
import { notify } from './notify.ts';
import { offerUndo } from './offer-undo.tsx';

interface Restorable<Body extends object> {
  /** What has been done. */
  done: string;
  /** What is said when it is taken back; a general word if absent. */
  undone?: string | undefined;
  /** All that the act may have changed, as it was. */
  before: Body;
  /** The same, as the act has left it. */
  after: Body;
  /** The same, as the server has it when the button is pressed. */
  read: () => Promise<Body>;
  /** @param back the fields to restore: some of a body must be a body, too */
  write: (back: Body) => Promise<unknown>;
}

/**
 * Says what has been done and offers to take it back. Restored are the fields that the act has changed, and only while
 * they are as it left them: what somebody else has changed since stays.
 */
export function offerRestore<Body extends object>(act: Restorable<Body>): Promise<void> {
  const { done, undone, before, after, read, write } = act;
  const back = fieldsThatDiffer(before, after) as Body;
  if (Object.keys(back).length === 0) return notify(done);
  return offerUndo({
    done,
    undone,
    undo: async () => {
      const changedSince = fieldsThatDiffer(after, await read());
      if (Object.keys(changedSince).some((name) => name in back)) throw new ChangedSince();
      await write(back);
    },
  });
}
