import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Linux reports CPU time in ticks of this many a second (USER_HZ; 100 wherever Node runs, asked for all the same). */
const TICKS_A_SECOND = process.platform === 'linux' ? askTicks() : 100;

/**
 * CPU time that a process and all below it have used so far, every thread of them, user and kernel.
 *
 * @returns ms; null where there is no /proc to ask
 */
export function treeCpuMs(rootPid: number): number | null {
  if (process.platform !== 'linux') return null;
  const stats = readStats();
  const wanted = new Set([rootPid]);
  let ticks = 0;
  // A parent may stand after its child in the list: look again until nothing is added.
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, { parentPid }] of stats) {
      if (wanted.has(pid) || !wanted.has(parentPid)) continue;
      wanted.add(pid);
      grown = true;
    }
  }
  for (const pid of wanted) ticks += stats.get(pid)?.ticks ?? 0;
  return (ticks * 1000) / TICKS_A_SECOND;
}

/** @returns null where there is no /proc to ask, or no such process */
export function parentOf(pid: number): number | null {
  return process.platform === 'linux' ? (readStats().get(pid)?.parentPid ?? null) : null;
}

interface Stat {
  readonly parentPid: number;
  readonly ticks: number;
}

function readStats(): Map<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? readStat(pid) : null;
    if (stat !== null) stats.set(pid, stat);
  }
  return stats;
}

/** proc_pid_stat(5): after the name in parentheses state, ppid …, utime, stime, cutime, cstime as fields 14 to 17. */
function readStat(pid: number): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It ended between the listing and the reading.
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  return { parentPid: Number(fields[1]), ticks };
}

function askTicks(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}
