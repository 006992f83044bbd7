/** Calls of the management API with the owner's key, as a customer's program would make them. */
export interface ManagementApi {
  /** @throws Error with the answer when it is not 2xx */
  call(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<Answer>;
}

/** The fields that the benchmarks read. */
export interface Answer {
  readonly id: string;
  readonly deployment: { readonly id: string };
  readonly key: { readonly id: string; readonly secret: string };
}

export function managementApi(port: number, ownerToken: string): ManagementApi {
  return {
    async call(method, path, body) {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${ownerToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
      return JSON.parse(text) as Answer;
    },
  };
}
