import { KEY_PATTERN } from '@wicketgate/core';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const ANY_SECRET = new RegExp(
  `${KEY_PATTERN.source}|cb_sign_[0-9A-Za-z]+|cbv_[0-9A-Za-z]+|cbt_[0-9A-Za-z_-]+`,
  'g',
);

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
      streamWrite: (line: string) => (line.includes('cb') ? line.replace(ANY_SECRET, '[token]') : line),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
