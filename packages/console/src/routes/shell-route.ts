import { createRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../account/session-api.ts';
import { isProblem, queryClient } from '../api/query-client.ts';
import { Shell } from '../shell/shell.tsx';
import { rootRoute } from './root-route.ts';

/** Everything behind the sign-in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery());
    } catch (error) {
      if (!isProblem(error) || error.problem.status !== 401) throw error;
      throw redirect({ to: '/sign-in', search: { next: location.publicHref } });
    }
  },
});
