const NAME = 'wicket-organization';
const PARAMETER = 'organization';

/** The organization that this tab works in; undefined until one is chosen or shown, and then the server takes the first. */
export function readChosenOrganization(): string | undefined {
  return sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME) ?? undefined;
}

/** Where the console begins with an organization. */
export function addressOfOrganization(id: string): string {
  return `/console/chatbots?${new URLSearchParams({ [PARAMETER]: id })}`;
}

/** Takes the choice out of the page's address; to be called before the page is rendered. */
export function chooseByAddress(): void {
  const url = new URL(window.location.href);
  const id = url.searchParams.get(PARAMETER);
  if (id === null) return;
  chooseOrganization(id);
  url.searchParams.delete(PARAMETER);
  window.history.replaceState(null, '', url);
}

/** For this tab, and for the next ones that are opened. */
export function chooseOrganization(id: string): void {
  keepOrganization(id);
  localStorage.setItem(NAME, id);
}

/** What a tab shows, it works in, whatever is chosen or forgotten in another one. */
export function keepOrganization(id: string): void {
  sessionStorage.setItem(NAME, id);
}

/** Another person may sign in next. */
export function forgetChosenOrganization(): void {
  sessionStorage.removeItem(NAME);
  localStorage.removeItem(NAME);
}
