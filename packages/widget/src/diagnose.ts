import type { ChatPage } from './chat-context.ts';

/** A source that the page's Content-Security-Policy refused. */
export type CspFinding = {
  directive: string;
  blocked: string;
  /** The exact line to add. */
  add: string;
};

export type Diagnosis = {
  widget: string;
  /** The browser's own description of itself. */
  browser: string;
  server: string;
  page: string;
  /** What the browser sends as Origin. */
  origin: string;
  /** What arrived as Origin, which is what the gate judges. Null where there was no answer, or none arrived. */
  originSeen: string | null;
  key: { kind: 'key' | 'chatbotId'; preview: string };
  gate: { ok: boolean; status: number; code: string; detail: string; requestId: string | null };
  /** Positive: this clock is ahead of the server's. Null where the server's time could not be read. */
  clockSkewSeconds: number | null;
  csp: CspFinding[];
  secureContext: boolean;
  storage: boolean;
};

/** How long violations may take to be reported after what caused them. */
const REPORTS_MS = 300;

/**
 * Asks the gate anew, watches what the page's policy refuses meanwhile, and prints what it finds. Imports nothing, so that
 * it shares no chunk with what visitors download.
 */
export async function diagnose({ embed, config }: ChatPage): Promise<Diagnosis> {
  const { key, chatbotId, base } = embed;
  const csp: CspFinding[] = [];
  const watch = (event: SecurityPolicyViolationEvent) => note(csp, event);
  document.addEventListener('securitypolicyviolation', watch);
  const { gate, originSeen, clockSkewSeconds } = await askGate(
    `${base}widget/config?${key ? `key=${key}` : `chatbotId=${chatbotId}`}`,
  );
  await probePicture(config?.chatbot.avatarUrl);
  await new Promise((reported) => setTimeout(reported, REPORTS_MS));
  document.removeEventListener('securitypolicyviolation', watch);
  const found: Diagnosis = {
    widget: WIDGET_VERSION,
    browser: navigator.userAgent,
    server: base,
    page: location.href,
    origin: self.origin,
    originSeen,
    key: {
      kind: key ? 'key' : 'chatbotId',
      preview: key ? `${key.slice(0, 8)}••••${key.slice(-4)}` : `${chatbotId}`,
    },
    gate,
    clockSkewSeconds,
    csp,
    secureContext: isSecureContext,
    storage: hasStorage(),
  };
  print(found);
  return found;
}

async function askGate(
  address: string,
): Promise<Pick<Diagnosis, 'gate' | 'originSeen' | 'clockSkewSeconds'>> {
  const askedMs = Date.now();
  try {
    const response = await fetch(address, { method: 'POST', cache: 'no-store', credentials: 'omit' });
    const serverMs = Date.parse(response.headers.get('Date') ?? '');
    const skewMs = (askedMs + Date.now()) / 2 - serverMs;
    const clockSkewSeconds = Number.isNaN(skewMs) ? null : Math.round(skewMs / 1000);
    const { status, ok } = response;
    const requestId = response.headers.get('X-Request-Id');
    // The server echoes the origin that it was sent.
    const originSeen = response.headers.get('Access-Control-Allow-Origin');
    // A proxy may answer in its own words.
    const problem = ok
      ? { code: 'allowed', detail: 'The gate lets this page in.' }
      : Object(await response.json().catch(() => null));
    const { code = `http_${status}`, detail = 'The server gave no reason.' } = problem;
    return { gate: { ok, status, code, detail, requestId }, originSeen, clockSkewSeconds };
  } catch (error) {
    const detail = String(error);
    const gate = { ok: false, status: 0, code: 'unreachable', detail, requestId: null };
    return { gate, originSeen: null, clockSkewSeconds: null };
  }
}

function note(found: CspFinding[], { effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
  const blocked = /^\w+:\/\//.test(blockedURI) ? new URL(blockedURI).origin : blockedURI;
  for (let i = 0; i < found.length; i++) if (found[i]?.directive === effectiveDirective) return;
  found[found.length] = { directive: effectiveDirective, blocked, add: `${effectiveDirective} ${blocked}` };
}

async function probePicture(url: string | null | undefined): Promise<void> {
  if (!url || !/^https?:/.test(url)) return;
  const picture = new Image();
  picture.referrerPolicy = 'no-referrer';
  picture.src = url;
  // Whether it loads does not matter here: a policy that refuses it is reported as an event.
  await picture.decode().catch(() => null);
}

function hasStorage(): boolean {
  try {
    return window.localStorage !== null;
  } catch {
    return false; // blocked: conversations then last as long as the page
  }
}

function print({
  gate,
  origin,
  originSeen,
  key,
  clockSkewSeconds,
  csp,
  widget,
  browser,
  server,
}: Diagnosis): void {
  let text = `Wicketgate ${widget}, server ${server}, ${browser}
gate    ${gate.status} ${gate.code}: ${gate.detail} (request ${gate.requestId})
key     ${key.kind} ${key.preview}
origin  ${origin}, the server saw ${originSeen ?? 'none'}
clock   ${clockSkewSeconds === null ? 'not to be read' : `${clockSkewSeconds} s ahead of the server`}`;
  for (let i = 0; i < csp.length; i++) text += `\nCSP     add: ${csp[i]?.add}`;
  console.info(text);
}
