/** The part of autocannon that is used here; the package brings no types. */
declare module 'autocannon' {
  interface Call {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
    setupRequest?: (request: Call) => Call;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    requests: Call[];
  }
  interface Outcome {
    requests: { total: number };
    latency: { p50: number; p99: number };
    duration: number;
    non2xx: number;
    errors: number;
    timeouts: number;
  }
  function autocannon(options: Options): Promise<Outcome>;
  export = autocannon;
}
