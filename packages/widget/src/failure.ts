/** Why a call came to nothing: a refusal of the server, or no answer at all (`status` 0, code `unreachable`). */
export type Failure = {
  status: number;
  code: string;
  /** What to change, in the server's words. */
  detail: string;
  requestId: string | null;
};
