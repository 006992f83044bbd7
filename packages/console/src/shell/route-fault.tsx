import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ProblemAlert } from '../ui/problem-alert.tsx';

/** Where a page could not be shown at all. */
export function RouteFault({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    router.invalidate();
  };
  return <ProblemAlert error={error} onRetry={retry} />;
}
