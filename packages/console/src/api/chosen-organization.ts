const NAME = 'wicket-organization';

/** The organization that this tab works in; undefined until one is chosen, and then the server takes the first. */
export function readChosenOrganization(): string | undefined {
  return sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME) ?? undefined;
}

/** For this tab, and for the next ones that are opened. */
export function chooseOrganization(id: string): void {
  sessionStorage.setItem(NAME, id);
  localStorage.setItem(NAME, id);
}

/** Another person may sign in next. */
export function forgetChosenOrganization(): void {
  sessionStorage.removeItem(NAME);
  localStorage.removeItem(NAME);
}
