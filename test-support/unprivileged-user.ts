import { readFileSync } from 'node:fs';

/** What `spawn` takes to run a program as somebody else; empty means as ourselves. */
export type RunAs = { uid?: number; gid?: number };

/** PostgreSQL refuses to run as root: then it is `postgres`, or `nobody` where there is no such account. */
export function unprivilegedUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find(([login]) => login === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error('running as root, and there is no account postgres or nobody to run PostgreSQL as');
}
