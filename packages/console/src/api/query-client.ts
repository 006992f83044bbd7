import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '@wicketgate/client';

const MOST_RETRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; a connection or a store may come back.
      retry: (failures, error) =>
        failures < MOST_RETRIES && !(isProblem(error) && error.problem.status < 500),
    },
  },
});

export function isProblem(error: unknown): error is ProblemError {
  return error instanceof ProblemError;
}
