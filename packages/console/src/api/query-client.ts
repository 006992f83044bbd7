import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from '@wicketgate/client';
import { NoAnswerInTime } from './fetch-answer.ts';

const MOST_RETRIES = 2;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => noteSignedOut(error, queryKey[0] === 'session'),
    onSuccess: () => {
      hasLeft = false;
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; a connection or a store may come back. Who has waited in vain is told, not left waiting on.
      retry: (failures, error) =>
        failures < MOST_RETRIES &&
        !(error instanceof NoAnswerInTime) &&
        !(isProblem(error) && error.problem.status < 500),
    },
    // Without a network an act is refused like any other that finds no server; it does not wait, to happen when nobody
    // expects it any more.
    mutations: { networkMode: 'always' },
  },
});

let hasLeft = false;

/**
 * The session ended while a page was open: to the sign-in, and from there back to the same page. Once: whoever was asked whether
 * to leave, and stays because of what is shown, is not asked again by whatever renews itself there.
 */
function noteSignedOut(error: Error, isSessionCheck: boolean): void {
  if (isSessionCheck || hasLeft || !isSignedOut(error)) return;
  hasLeft = true;
  const { pathname, search } = window.location;
  window.location.assign(`/console/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/**
 * How it is said that nobody is signed in: the session is over; its cookie is gone, as after signing out in another tab, and
 * this page never sends a key in its place; or, by the sign-in service.
 */
const SIGNED_OUT = new Set(['not_signed_in', 'key_missing', 'UNAUTHORIZED']);

export function isSignedOut(error: unknown): boolean {
  return isProblem(error) && error.problem.status === 401 && SIGNED_OUT.has(error.problem.code);
}

export function isProblem(error: unknown): error is ProblemError {
  return error instanceof ProblemError;
}
