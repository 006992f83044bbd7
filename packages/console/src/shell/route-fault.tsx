import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { AccountFrame } from '../account/account-frame.tsx';
import { t } from '../messages/index.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';

/** Where a page could not be shown at all, nor what stands around it. */
export function RouteFault({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    router.invalidate();
  };
  return (
    <AccountFrame title={t.common.notShown}>
      <ProblemAlert error={error} onRetry={retry} />
    </AccountFrame>
  );
}
