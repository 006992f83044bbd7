import { useSuspenseQuery } from '@tanstack/react-query';
import { type Session, sessionQuery } from './session-api.ts';

/** Who is signed in; only below the shell, which has fetched it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery()).data;
}
