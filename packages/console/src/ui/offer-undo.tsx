import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../messages/index.ts';
import { showRefusal } from './confirm-act.tsx';
import { hideNotice, notify, showNotice } from './notify.ts';

/** Long enough to read it, to see what it did and to come back from elsewhere; a pointer or the focus on it holds it. */
const SHOWN_MS = 30_000;

interface Undoable {
  /** What has been done. */
  done: string;
  /** What is said when it is taken back; a general word if absent. */
  undone?: string | undefined;
  /** Takes it back. What it throws is shown. */
  undo: () => Promise<unknown>;
}

let last: string | undefined;
let count = 0;

/** Says what has been done, beside a button that takes it back. Only the latest act is offered, so that it is clear which. */
export async function offerUndo({ done, undone, undo }: Undoable): Promise<void> {
  count += 1;
  const id = `undo-${count}`;
  const replaced = last;
  last = id;
  await showNotice(
    {
      id,
      message: <UndoNote done={done} undone={undone} undo={undo} onEnd={() => hideNotice(id)} />,
      autoClose: false,
    },
    replaced,
  );
}

function UndoNote({ done, undone = t.common.undone, undo, onEnd }: Undoable & { onEnd: () => void }) {
  const [busy, setBusy] = useState(false);
  const [held, setHeld] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: onEnd hides the same note, whichever of its closures
  useEffect(() => {
    if (held || busy) return;
    const timer = setTimeout(onEnd, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, busy]);
  const takeBack = async () => {
    setBusy(true);
    try {
      await undo();
      notify(undone);
    } catch (error) {
      showRefusal(t.common.notUndone, error);
    }
    onEnd();
  };
  return (
    <Group
      justify="space-between"
      gap="sm"
      wrap="nowrap"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Text component="span" size="sm" style={{ overflowWrap: 'anywhere' }}>
        {done}
      </Text>
      <Button size="compact-sm" variant="light" flex="none" loading={busy} onClick={takeBack}>
        {t.common.undo}
      </Button>
    </Group>
  );
}
