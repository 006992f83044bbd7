import { maskSecrets } from '@wicketgate/core';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * The process's log: JSON lines on standard output. Whatever a message or an error carries, nothing that looks like
 * one of our tokens gets through; it is the last of several nets, not the first.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: {
      streamWrite: (line: string) => (/cb|whsec_/i.test(line) ? maskSecrets(line) : line),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
