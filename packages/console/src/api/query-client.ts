import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from '@wicketgate/client';

const MOST_RETRIES = 2;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => noteSignedOut(error, queryKey[0] === 'session'),
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; a connection or a store may come back.
      retry: (failures, error) =>
        failures < MOST_RETRIES && !(isProblem(error) && error.problem.status < 500),
    },
  },
});

/** The session ended while a page was open: to the sign-in, and from there back to the same page. */
function noteSignedOut(error: Error, isSessionCheck: boolean): void {
  if (isSessionCheck || !isProblem(error) || error.problem.code !== 'not_signed_in') return;
  const { pathname, search } = window.location;
  window.location.assign(`/console/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

export function isProblem(error: unknown): error is ProblemError {
  return error instanceof ProblemError;
}
