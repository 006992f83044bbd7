/** Hosts inside one's own network that may be targets all the same: WEBHOOK_ALLOWED_HOSTS. */
export class AllowedHosts {
  readonly #entries: ReadonlySet<string>;

  /** @param entries host or host:port, in lower case */
  constructor(entries: readonly string[]) {
    this.#entries = new Set(entries);
  }

  allows(url: URL): boolean {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return this.#entries.has(url.hostname) || this.#entries.has(`${url.hostname}:${port}`);
  }
}
