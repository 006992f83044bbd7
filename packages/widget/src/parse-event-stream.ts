/** One event of a `text/event-stream`. */
export type StreamEvent = { event: string; data: string };

/**
 * An incremental parser of event streams as of HTML, section 9.2.6 ("Interpreting an event stream"), without `id` and
 * `retry`: the widget resumes by `clientMessageId`, not by `Last-Event-ID`. A byte order mark is the decoder's to drop.
 *
 * @returns a function that takes the next decoded piece of the stream, cut anywhere, and returns the events that it
 * completed. An event that the stream breaks off within is discarded, as the standard says.
 */
export function eventStreamParser(): (piece: string) => StreamEvent[] {
  let rest = '';
  let afterCarriageReturn = false;
  let event = '';
  let data: string | null = null;

  return (piece) => {
    rest += piece;
    const events: StreamEvent[] = [];
    for (let line = nextLine(); line !== null; line = nextLine()) {
      if (line === '') dispatch(events);
      else readField(line);
    }
    return events;
  };

  function nextLine(): string | null {
    // A CR ends its line at once; the LF of a CRLF may come with a later piece.
    if (afterCarriageReturn && rest) {
      afterCarriageReturn = false;
      rest = rest.replace(/^\n/, '');
    }
    const end = rest.search(/[\r\n]/);
    if (end < 0) return null;
    const line = rest.slice(0, end);
    afterCarriageReturn = rest[end] === '\r';
    rest = rest.slice(end + 1);
    return line;
  }

  function readField(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') event = value;
    else if (name === 'data') data = data === null ? value : `${data}\n${value}`;
  }

  function dispatch(events: StreamEvent[]): void {
    if (data !== null) events[events.length] = { event: event || 'message', data };
    event = '';
    data = null;
  }
}
