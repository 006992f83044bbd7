import { useLocation } from '@tanstack/react-router';

/** What goes along with a visit of a page without standing in its address. */
interface Along {
  readonly email?: string;
}

/** The address that was typed on the page before, so that nobody types it twice. */
export function useTypedEmail(): string {
  return useLocation({ select: ({ state }) => (state as Along).email ?? '' });
}

/** For a link to a page that asks for it, too. @param email as it stands in the form */
export function withTypedEmail(email: string): object {
  return { email } satisfies Along;
}
