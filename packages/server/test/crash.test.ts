import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { type Postgres, startPostgres } from '../../../test-support/postgres.ts';
import { Vault } from '../src/platform/vault.ts';
import { openPostgresStore } from '../src/store/postgres/postgres-store.ts';
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import { verifyAuditTrail } from './support/audit-trail.ts';
import { type ServerProcess, startServerProcess } from './support/server-process.ts';
import { ENGINES, type Engine, mintTestKey } from './support/test-instance.ts';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] || 20);
const CHATBOT_WRITERS = 6;
const MESSAGE_WRITERS = 2;

interface Chat {
  readonly key: string;
  readonly messagesPath: string;
  readonly visitorToken: string;
}

/** What clients were told, and what they asked without hearing an answer. */
interface Ledger {
  /** Chatbots' ids by their names. */
  readonly chatbots: Map<string, string>;
  /** Ids of message and reply by clientMessageId. */
  readonly messages: Map<string, { message: string; reply: string }>;
  readonly unheardChatbots: Set<string>;
  readonly unheardMessages: Set<string>;
}

// Side by side: they spend much of their time waiting for processes to start.
describe('a server process', { concurrency: ENGINES.length }, () => {
  for (const engine of ENGINES) describeCrashes(engine);
});

function describeCrashes(engine: Engine): void {
  describe(`kill -9 on ${engine}`, { concurrency: 1 }, () => {
    const masterKey = randomBytes(32);
    const vault = new Vault(masterKey);
    const token = mintTestKey();
    const ledger: Ledger = {
      chatbots: new Map(),
      messages: new Map(),
      unheardChatbots: new Set(),
      unheardMessages: new Set(),
    };
    let dataDir: string;
    let postgres: Postgres | null = null;
    let databaseUrl: string | null = null;
    let server: ServerProcess;
    let chat: Chat;

    before(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-crash-'));
      if (engine === 'postgres') {
        postgres = await startPostgres();
        databaseUrl = await postgres.createDatabase('crash');
      }
      server = await start();
      chat = await openChat();
    });
    after(async () => {
      await server.kill();
      await postgres?.stop();
      await rm(dataDir, { recursive: true, force: true });
    });

    function start(more: Record<string, string> = {}): Promise<ServerProcess> {
      return startServerProcess({
        PORT: '0',
        DATA_DIR: dataDir,
        RATE_LIMITS: 'off',
        WICKET_MASTER_KEY: masterKey.toString('base64'),
        WICKET_ADMIN_TOKEN: token,
        ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
        ...more,
      });
    }

    // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by its assertions.
    async function call(method: string, path: string, body?: object, headers: object = {}): Promise<any> {
      const response = await fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    }

    async function openChat(): Promise<Chat> {
      const { id } = await call('POST', '/api/v1/chatbots', { name: 'Chat' });
      const deployment = { type: 'website', label: 'Site', environment: 'live', site: 'https://a.example' };
      const restriction = { kind: 'none' };
      const created = await call('POST', `/api/v1/chatbots/${id}/deployments`, {
        ...deployment,
        restriction,
      });
      const key = created.key.secret;
      const opened = await call('POST', '/widget/conversations', {}, { authorization: `Bearer ${key}` });
      const messagesPath = `/widget/conversations/${opened.conversation.id}/messages`;
      return { key, messagesPath, visitorToken: opened.visitorToken };
    }

    async function addChatbot(name: string): Promise<void> {
      ledger.unheardChatbots.add(name);
      const { id } = await call('POST', '/api/v1/chatbots', { name }, { 'idempotency-key': name });
      ledger.unheardChatbots.delete(name);
      ledger.chatbots.set(name, id);
    }

    function widgetHeaders(): object {
      return { authorization: `Bearer ${chat.key}`, 'x-visitor-token': chat.visitorToken };
    }

    async function sendMessage(clientMessageId: string): Promise<void> {
      ledger.unheardMessages.add(clientMessageId);
      const body = { text: 'Hello?', clientMessageId };
      const { message, reply } = await call('POST', chat.messagesPath, body, widgetHeaders());
      ledger.unheardMessages.delete(clientMessageId);
      ledger.messages.set(clientMessageId, { message: message.id, reply: reply.id });
    }

    /** Writes from all sides until `acknowledgements` have been heard, then kills the server in the middle of it. */
    async function writeAndKill(acknowledgements: number): Promise<void> {
      let heard = 0;
      const writeOn = async (write: (name: string) => Promise<void>): Promise<void> => {
        for (;;) {
          await write(randomUUID());
          heard += 1;
          if (heard === acknowledgements) await server.kill();
        }
      };
      const writers = [
        ...Array.from({ length: CHATBOT_WRITERS }, () => writeOn(addChatbot)),
        ...Array.from({ length: MESSAGE_WRITERS }, () => writeOn(sendMessage)),
      ];
      for (const outcome of await Promise.allSettled(writers)) {
        // fetch throws a TypeError where the connection broke; anything else would be a wrong answer.
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof TypeError, inspect(outcome));
      }
      await server.kill();
    }

    async function listChatbots(): Promise<Map<string, string[]>> {
      const ids = new Map<string, string[]>();
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await call('GET', `/api/v1/chatbots?limit=1000${cursor && `&cursor=${cursor}`}`);
        for (const { id, name } of page.data) ids.set(name, [...(ids.get(name) ?? []), id]);
        cursor = page.nextCursor;
      }
      return ids;
    }

    async function assertNothingLost(): Promise<void> {
      const chatbots = await listChatbots();
      for (const [name, id] of ledger.chatbots)
        assert.deepEqual(chatbots.get(name), [id], 'acknowledged and lost');
      const store = await openStore();
      try {
        await assertMessagesKept(store);
        await verifyAuditTrail(store, vault.auditPublicKey());
        await assertEventsMatch(store);
      } finally {
        await store.close();
      }
    }

    async function assertMessagesKept(store: Store): Promise<void> {
      const rows = await store.read.selectFrom('message').selectAll().execute();
      const sent = Map.groupBy(rows, (row) => row.client_message_id);
      const replies = new Map(rows.map((row) => [row.id, row.reply_to]));
      for (const [name, { message, reply }] of ledger.messages) {
        const ids = sent.get(name)?.map((row) => row.id);
        assert.deepEqual([ids, replies.get(reply)], [[message], message], 'a message and its reply');
      }
    }

    async function assertEventsMatch(store: Store): Promise<void> {
      const bots = await store.read.selectFrom('chatbot').select('id').execute();
      const query = store.read.selectFrom('audit_event').select('target_id');
      const events = await query.where('action', '=', 'chatbot.created').execute();
      const [made, told] = [bots.map((bot) => bot.id).sort(), events.map((event) => event.target_id).sort()];
      assert.deepEqual(made, told, 'each change has its event, each event its change');
    }

    async function openStore(): Promise<Store> {
      const options = { signer: vault };
      return databaseUrl === null
        ? openSqliteStore(join(dataDir, 'wicketgate.db'), options)
        : openPostgresStore(databaseUrl, options);
    }

    it(`${ROUNDS} times in the middle of writes: nothing acknowledged is lost, no chain is torn, it starts again`, async (t) => {
      const readyMs: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        await writeAndKill(1 + ((round * 7) % 40));
        server = await start();
        readyMs.push(server.readyMs);
        await assertNothingLost();
        // Who heard nothing asks again: whether the first time counted or not, it is there once.
        await Promise.all([...ledger.unheardChatbots].map(addChatbot));
      }
      // Once for all rounds: a reply that a dead node had begun is taken over when its lease has run out.
      await Promise.all([...ledger.unheardMessages].map(sendMessage));
      assert.deepEqual([ledger.unheardChatbots.size, ledger.unheardMessages.size], [0, 0]);
      await assertNothingLost();
      const slowest = Math.max(...readyMs);
      t.diagnostic(
        `${ledger.chatbots.size} chatbots and ${ledger.messages.size} messages, none lost; ready again within ${slowest.toFixed(0)} ms`,
      );
    });

    it('a start that fails says why and ends, with all that it had opened', async () => {
      const occupant = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => occupant.once('listening', resolve));
      const { port } = occupant.address() as AddressInfo;
      await assert.rejects(start({ PORT: String(port) }), /ended with code 1: wicketgate: .*EADDRINUSE/);
      await new Promise((resolve) => occupant.close(resolve));
    });

    it('a stop in good order ends with code 0, and what was stored is there', async () => {
      assert.equal(await server.stop(), 0);
      server = await start();
      await assertNothingLost();
    });
  });
}
