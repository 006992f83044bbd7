import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { Expectations } from './support/expectations.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

/** How long each engine is under load. */
const STORM_MS = Number(process.env['STORM_MS'] || 3_000);
const CHANGERS = 3;
const DEPLOYMENTS_EACH = 4;
const API_KEYS = '/api/v1/api-keys';
const API_KEYS_ALIVE = 4;
const CALLERS = 16;
/** Calls that begin the moment a change is acknowledged, beside those that come anyway. */
const CALLS_AFTER_A_CHANGE = 4;
const ELSEWHERE = 'https://elsewhere.example.com';

for (const engine of ENGINES) {
  describe(`changes under load on ${engine}`, () => {
    let nodes: readonly [TestInstance, TestInstance];
    before(async () => {
      const first = await startInstance(engine);
      nodes = [first, await startInstance(engine, { sharedWith: first })];
    });
    after(async () => {
      await nodes[1].close();
      await nodes[0].close();
    });

    let turns = 0;
    /** One node after the other, so that a change and the calls that follow it meet different ones. */
    function anyNode(): TestInstance {
      turns += 1;
      return nodes[turns % 2] as TestInstance;
    }

    /** Whether the gate lets a key in, asked of either node by the doors that the key has. */
    async function isAllowed(secret: string): Promise<boolean> {
      if (secret.startsWith('cb_sk_')) {
        const answer = await anyNode().call('GET', '/api/v1/chatbots?limit=1', { key: secret });
        assert.ok([200, 401].includes(answer.status), answer.text);
        return answer.status === 200;
      }
      if (turns % 5 === 0) {
        const body = { key: secret, origin: SITE };
        const answer = await anyNode().call('POST', '/api/v1/keys/verification', { body });
        assert.equal(answer.status, 200, answer.text);
        return answer.json.valid;
      }
      const answer = await anyNode().call('GET', '/widget/config', {
        key: secret,
        headers: { origin: SITE },
      });
      assert.ok([200, 401, 403].includes(answer.status), answer.text);
      return answer.status === 200;
    }

    async function manage(method: string, path: string, body?: object) {
      const answer = await anyNode().call(method, path, body === undefined ? {} : { body });
      assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`);
      return answer.json;
    }

    it('whatever was acknowledged holds for every call that begins later, on every node', async (t) => {
      const expectations = new Expectations(isAllowed);
      const { counts } = expectations;
      const endsAtMs = performance.now() + STORM_MS;
      // A machine that is busy otherwise takes longer to blow a storm.
      const isOver = (): boolean =>
        performance.now() > endsAtMs &&
        counts.changes >= 60 &&
        counts.refused >= 100 &&
        counts.allowed >= 100;

      /** Makes a change and, the moment it is acknowledged, calls with what it concerned. */
      async function change<T>(
        secrets: readonly string[],
        allowedThen: boolean,
        act: () => Promise<T>,
      ): Promise<T> {
        expectations.begin(secrets);
        const value = await act();
        expectations.end(secrets, allowedThen);
        const [secret] = secrets;
        if (secret !== undefined) {
          await Promise.all(Array.from({ length: CALLS_AFTER_A_CHANGE }, () => expectations.check(secret)));
        }
        return value;
      }

      async function changer(): Promise<void> {
        const chatbotId = await addChatbot(nodes[0]);
        const living = new Map<Deployed, string[]>();
        const secretsOf = (one: Deployed): string[] => living.get(one) ?? [];
        const settle = async (): Promise<void> => {
          const made = await deploy(anyNode(), chatbotId);
          living.set(made, [made.secret]);
          expectations.end([made.secret], true);
        };
        const acts: ((one: Deployed) => Promise<unknown>)[] = [
          async (one) => {
            const { key } = await change(secretsOf(one), false, () =>
              manage('POST', `${one.path}/rotations`),
            );
            living.set(one, [key.secret]);
            expectations.end([key.secret], true);
            await expectations.check(key.secret);
          },
          async (one) => {
            const { keys } = await manage('GET', one.path);
            const { key } = await manage('POST', `${one.path}/keys`);
            const old = secretsOf(one);
            living.set(one, [key.secret]);
            expectations.end([key.secret], true);
            const live = keys.find((each: { status: string }) => each.status === 'active');
            await change(old, false, () => manage('POST', `/api/v1/keys/${live.id}/revocation`));
          },
          async (one) => {
            const restrict = (origin: string) => {
              const restriction = { kind: 'websites', origins: [origin], inheritOrganization: false };
              return manage('PATCH', one.path, { restriction });
            };
            await change(secretsOf(one), false, () => restrict(ELSEWHERE));
            await change(secretsOf(one), true, () => restrict(SITE));
          },
          async () => {
            const all = [...living.values()].flat();
            const pause = (enabled: boolean) =>
              manage('PATCH', `/api/v1/chatbots/${chatbotId}`, { paused: { enabled, message: 'Later' } });
            await change(all, false, () => pause(true));
            await change(all, true, () => pause(false));
          },
          async (one) => {
            await change(secretsOf(one), false, () => manage('POST', `${one.path}/revocation`));
            living.delete(one);
            await settle();
          },
        ];
        for (let made = 0; made < DEPLOYMENTS_EACH; made += 1) await settle();
        for (let step = 0; !isOver(); step += 1) {
          const [one] = [...living.keys()].slice(step % living.size);
          await acts[step % acts.length]?.(one as Deployed);
        }
      }

      /** Those that inherit the organization's list live and die by it. */
      async function organizationChanger(): Promise<void> {
        const allow = (origin: string) =>
          manage('PUT', '/api/v1/organization/allowed-origins', { origins: [origin] });
        await allow(SITE);
        const chatbotId = await addChatbot(nodes[0]);
        const restriction = { kind: 'websites', origins: [ELSEWHERE], inheritOrganization: true };
        const secrets: string[] = [];
        for (let made = 0; made < DEPLOYMENTS_EACH; made += 1) {
          secrets.push(
            (await deploy(anyNode(), chatbotId, { site: 'elsewhere.example.com', restriction })).secret,
          );
        }
        expectations.end(secrets, true);
        while (!isOver()) {
          await change(secrets, false, () => allow(ELSEWHERE));
          await change(secrets, true, () => allow(SITE));
        }
      }

      /** API keys are known to no deployment, and open the other door. */
      async function apiKeyChanger(): Promise<void> {
        const living: { id: string; secret: string }[] = [];
        const take = ({ key }: { key: { id: string; secret: string } }): void => {
          living.push(key);
          expectations.end([key.secret], true);
        };
        const issue = async (): Promise<void> =>
          take(await manage('POST', API_KEYS, { label: 'Reader', scopes: ['read'] }));
        for (let made = 0; made < API_KEYS_ALIVE; made += 1) await issue();
        for (let step = 0; !isOver(); step += 1) {
          const { id, secret } = living.shift() as { id: string; secret: string };
          // The callers may not have got to it yet, and a node that never saw it has nothing to forget.
          for (const _ of nodes) await expectations.check(secret);
          if (step % 2 === 0) {
            take(await change([secret], false, () => manage('POST', `${API_KEYS}/${id}/rotations`)));
          } else {
            await change([secret], false, () => manage('DELETE', `${API_KEYS}/${id}`));
            await issue();
          }
        }
      }

      async function caller(): Promise<void> {
        while (!isOver()) await expectations.checkAny();
      }

      const changers = [organizationChanger(), apiKeyChanger(), ...Array.from({ length: CHANGERS }, changer)];
      await Promise.all([...changers, ...Array.from({ length: CALLERS }, caller)]);

      const { allowed, refused, changes, staleAccepts, staleRefusals } = counts;
      t.diagnostic(
        `${changes} changes, ${allowed + refused} calls judged (${refused} had to be refused): ` +
          `${staleAccepts} stale accepts, ${staleRefusals} stale refusals`,
      );
      assert.equal(staleAccepts, 0, 'accepted after the change had been acknowledged');
      assert.equal(staleRefusals, 0, 'refused although the change had been acknowledged');
    });
  });
}
