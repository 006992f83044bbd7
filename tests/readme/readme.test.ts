import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { type Command, commandsOf, curl, ROOT, readmeBlocks } from './readme.ts';
import { type StartedProcess, startProcess } from './started-process.ts';

/** The README's ports, which here are whatever is free. */
const API_PORT = /localhost:8787/g;

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by its assertions.
  readonly json: any;
}

describe('what the README says of npm start', () => {
  let server: StartedProcess;
  let printed: string;
  let commands: readonly Command[];
  before(async () => {
    const blocks = await readmeBlocks('Try it');
    printed = blocks.find(({ language }) => language === 'text')?.text ?? '';
    commands = commandsOf(blocks.find(({ language }) => language === 'sh')?.text ?? '');
    server = await startProcess(process.execPath, ['scripts/start.mjs'], {}, /setup\?token=\S+\s/);
  });
  after(() => server?.stop());

  it('is what it prints, with its own ports and secrets', () => {
    const demoPort = /Demo site[^:]*:\s+\S+:(\d+)/.exec(server.output)?.[1] ?? '';
    const shown = server.output
      .replaceAll(`localhost:${server.port}`, 'localhost:8787')
      .replaceAll(`localhost:${demoPort}`, 'localhost:8788')
      .replace(/(cb_sk_live_)\w+/, '$1…')
      .replace(/(token=)\S+/, '$1…');
    assert.equal(shown.trim(), printed.trim());
    assert.notEqual(demoPort, String(server.port));
  });

  it('the demo site and the set-up page answer', async () => {
    for (const link of server.output.match(/http:\S+/g) ?? []) {
      if (link.endsWith('/api/v1')) continue;
      const page = await fetch(link);
      assert.equal(page.status, 200, link);
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/, link);
    }
  });

  it('each line of the tour does what stands above it', async () => {
    const filledIn: Record<string, string> = {};
    /** What the reader copies from the answers into the next line that has a gap. */
    const copied: Record<string, string> = { KEY: /cb_sk_live_\w+/.exec(server.output)?.[0] ?? '' };
    const answers: [purpose: string, status: number, check: (json: Answer['json']) => unknown][] = [
      ['The bot and its installations', 200, ({ data }) => (copied.BOT = data[0].id)],
      ['The bot and its installations', 200, ({ data }) => data[0].label === 'Demo site'],
      [
        'A new installation: the answer holds the snippet to paste, and the key, shown once',
        201,
        ({ deployment, key, snippet }) => {
          copied.DEP = deployment.id;
          copied.PUBLISHABLE = key.secret;
          return snippet.html.includes(key.secret);
        },
      ],
      [
        'What a page on an allowed origin gets, and what any other gets',
        200,
        ({ chatbot }) => chatbot.id === copied.BOT,
      ],
      [
        'What a page on an allowed origin gets, and what any other gets',
        403,
        ({ code, requestId }) => {
          copied.req_ = requestId;
          return code === 'origin_not_allowed';
        },
      ],
      [
        'Rotate: from the moment this returns, the old key is refused (or keep it for an hour: "graceSeconds": 3600)',
        201,
        ({ key, retiring }) => key.secret.startsWith('cb_live_') && retiring === null,
      ],
      [
        'Why was a call refused? Every refusal carries a requestId; this explains it, step by step',
        200,
        ({ code, steps }) =>
          code === 'origin_not_allowed' &&
          steps.some(({ verdict }: { verdict: string }) => verdict === 'deny'),
      ],
      [
        'Who did what',
        200,
        ({ data }) => data.some(({ action }: { action: string }) => action === 'key.rotated'),
      ],
    ];
    const fillIn = (word: string): string =>
      word
        .replace(API_PORT, `localhost:${server.port}`)
        .replace(/req_…/, () => copied.req_ ?? '')
        .replace(/\$(\w+)/g, (_, name) => filledIn[name] ?? assert.fail(`$${name} is nowhere set`));
    for (const { purpose, words } of commands) {
      const [, name, value = ''] = /^([A-Z]+)=(.*)$/.exec(words[0] ?? '') ?? [];
      if (name !== undefined) {
        filledIn[name] = value.endsWith('…')
          ? (copied[name] ?? assert.fail(`nothing to fill ${name} in`))
          : fillIn(value);
        continue;
      }
      const [expectedPurpose, status, check] =
        answers.shift() ?? assert.fail(`not expected: ${words.join(' ')}`);
      assert.equal(purpose, expectedPurpose);
      const response = await curl(words.map(fillIn));
      const text = await response.text();
      assert.equal(response.status, status, `${words.join(' ')}: ${text}`);
      assert.ok(check(JSON.parse(text)), text);
    }
    assert.deepEqual(answers, [], 'every line was there');
    const old = await fetch(`http://localhost:${server.port}/widget/config`, {
      headers: { authorization: `Bearer ${copied.PUBLISHABLE}`, origin: 'https://www.example.com' },
    });
    assert.equal(old.status, 401, 'the old key is refused');
  });
});

it('what the README says of running it for real works as it stands', async () => {
  const [block] = await readmeBlocks('Running it for real');
  const [build, run, ...more] = commandsOf(block?.text ?? '');
  assert.deepEqual([build?.words.join(' '), more], ['npm run build', []]);
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT });
  const token = execFileSync(process.execPath, ['scripts/mint.mjs'], { cwd: ROOT, encoding: 'utf8' }).trim();
  const words = run?.words ?? [];
  const isSetting = (word: string): boolean => /^[A-Z_]+=/.test(word);
  const env = Object.fromEntries(words.filter(isSetting).map((word) => word.split(/=(.*)/s, 2)));
  assert.deepEqual(Object.keys(env).sort(), ['DATA_DIR', 'PUBLIC_URL', 'WICKET_ADMIN_TOKEN']);
  const [program = '', ...args] = words.filter((word) => !isSetting(word));
  const server = await startProcess(
    program,
    args,
    { ...env, WICKET_ADMIN_TOKEN: token },
    /setup\?token=\S+\s/,
  );
  try {
    assert.match(server.output, new RegExp(`${env.PUBLIC_URL}/console/setup\\?token=`));
    const bots = await fetch(`http://localhost:${server.port}/api/v1/chatbots`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.deepEqual([bots.status, await bots.json()], [200, { data: [], nextCursor: null }], 'no demo');
  } finally {
    await server.stop();
  }
});
