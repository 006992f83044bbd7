/** What is sent to one server for a while, in a closed loop: a connection sends its next call after an answer. */
export interface Load {
  readonly port: number;
  readonly path: string;
  /** `header`: GET with the token as Bearer and the Origin; `body`: POST of both as JSON with `callerToken` as Bearer. */
  readonly form: 'header' | 'body';
  readonly callerToken: string;
  /** Lines `token origin`; sent from the top, again and again. */
  readonly callFile: string;
  readonly connections: number;
  readonly durationMs: number;
}

export interface Volley {
  readonly requests: number;
  /** Answers other than 2xx, and calls without an answer. */
  readonly failures: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
