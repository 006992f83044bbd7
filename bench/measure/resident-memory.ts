import { readFileSync } from 'node:fs';

export interface ResidentMemory {
  readonly nowMb: number;
  readonly peakMb: number;
}

/** @returns null where there is no /proc to ask */
export function residentMemory(pid: number): ResidentMemory | null {
  if (process.platform !== 'linux') return null;
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const megabytes = (field: string): number => {
    const match = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status);
    if (match === null) throw new Error(`/proc/${pid}/status has no ${field}`);
    return Number(match[1]) / 1024;
  };
  return { nowMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') };
}
