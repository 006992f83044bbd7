import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { IssuedSecret } from './issued-secret.tsx';
import { useAnswerAwaited } from './use-answer-awaited.ts';

interface SecretDialogProps {
  title: string;
  /** As soon as there is something to be shown. */
  issuedTitle: string;
  /** undefined until it was made; its secret is undefined when a repeated answer leaves it out. */
  issued: { secret?: string | undefined; label: string } | undefined;
  /** Whether it is being made; not while lists are fetched anew afterwards, which nobody has to wait for. */
  busy: boolean;
  onClose: () => void;
  /** What stands there before. */
  children: ReactNode;
}

/** A dialog that may end on a secret, shown once: from then on no stray click and no Escape closes it. */
export function SecretDialog({ title, issuedTitle, issued, busy, onClose, children }: SecretDialogProps) {
  const isOpenToSlips = issued === undefined;
  useAnswerAwaited(busy);
  return (
    <Dialog
      busy={busy}
      onClose={onClose}
      title={isOpenToSlips ? title : issuedTitle}
      closeOnClickOutside={isOpenToSlips}
      closeOnEscape={isOpenToSlips}
    >
      {issued === undefined ? children : <IssuedSecret secret={issued.secret} label={issued.label} />}
    </Dialog>
  );
}
