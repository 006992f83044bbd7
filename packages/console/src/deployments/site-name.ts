/** A site as it is shown: https goes without saying, anything else does not. */
export function siteName(site: string | null): string {
  return site === null ? '–' : site.replace(/^https:\/\//, '');
}
