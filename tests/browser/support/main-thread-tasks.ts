import type { Browser } from 'playwright-core';

/** What a trace holds of one event (Trace Event Format): times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Spent by the thread itself, however long others kept it from the processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly url?: string } };
}

/**
 * Traces the browser while something happens.
 *
 * @param scriptUrl tells which process the page runs in: the one that evaluates this script meanwhile
 * @returns for each task of the page's main thread how long its thread computed, in ms
 */
export async function mainThreadTasksMs(
  browser: Browser,
  scriptUrl: string,
  happen: () => Promise<void>,
): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  });
  const includedCategories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  await happen();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const ours = events.find(({ name, args }) => name === 'EvaluateScript' && args.data?.url === scriptUrl);
  return (
    events
      .filter(({ name, ph }) => ph === 'X' && /RunTask$/.test(name))
      .filter(({ pid, tid }) => pid === ours?.pid && tid === ours.tid)
      // Where the thread's clock was not read, at the edges of the trace, nothing can be said.
      .flatMap(({ tdur }) => (tdur === undefined ? [] : tdur / 1000))
  );
}
