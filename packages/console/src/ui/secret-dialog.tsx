import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { IssuedSecret } from './issued-secret.tsx';

interface SecretDialogProps {
  title: string;
  /** As soon as there is something to be shown. */
  issuedTitle: string;
  /** undefined until it was made; its secret is undefined when a repeated answer leaves it out. */
  issued: { secret?: string | undefined; label: string } | undefined;
  onClose: () => void;
  /** What stands there before. */
  children: ReactNode;
}

/** A dialog that may end on a secret, shown once: from then on no stray click and no Escape closes it. */
export function SecretDialog({ title, issuedTitle, issued, onClose, children }: SecretDialogProps) {
  const isOpenToSlips = issued === undefined;
  return (
    <Dialog
      onClose={onClose}
      title={isOpenToSlips ? title : issuedTitle}
      closeOnClickOutside={isOpenToSlips}
      closeOnEscape={isOpenToSlips}
    >
      {issued === undefined ? children : <IssuedSecret secret={issued.secret} label={issued.label} />}
    </Dialog>
  );
}
