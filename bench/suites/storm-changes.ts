import type { ManagementApi } from '../servers/management-api.ts';
import { change, newPass, type Pass } from './storm-ledger.ts';

const ORIGINS = ['https://www.storm.example', 'https://shop.storm.example'] as const;

/** A deployment of the storm, with what is known of its keys. */
interface Target {
  readonly id: string;
  keyId: string;
  /** Whether the second origin is on its list now. */
  bothListed: boolean;
  /** On the origin that always stays, and on the one that comes and goes. */
  passes: readonly [kept: Pass, edited: Pass];
}

/** Changes deployments one after the other, and knows what must hold for each pass meanwhile. */
export class StormChanges {
  readonly #api: ManagementApi;
  readonly #chatbotId: string;
  readonly #random: () => number;
  readonly #targets: Target[] = [];
  /** Passes that are refused for good, the newest last. */
  readonly #dead: Pass[] = [];

  constructor(api: ManagementApi, chatbotId: string, random: () => number) {
    this.#api = api;
    this.#chatbotId = chatbotId;
    this.#random = random;
  }

  async grow(count: number): Promise<void> {
    for (let made = 0; made < count; made += 1) this.#targets.push(await this.#create());
  }

  /** A pass to try: mostly of a live deployment, else one of those that died last. */
  pick(): Pass {
    const dead = this.#dead.slice(-32);
    if (dead.length > 0 && this.#random() < 0.4) return this.#oneOf(dead);
    const { passes } = this.#oneOf(this.#targets);
    return this.#random() < 0.5 ? passes[0] : passes[1];
  }

  /** Makes one change. @returns the passes whose standing it changed */
  async step(): Promise<readonly Pass[]> {
    const target = this.#oneOf(this.#targets);
    const draw = this.#random();
    if (draw < 0.4) return this.#rotate(target);
    if (draw < 0.7) return this.#editOrigins(target);
    if (draw < 0.85) return this.#replaceKey(target);
    return this.#revoke(target);
  }

  async #rotate(target: Target): Promise<readonly Pass[]> {
    const old = target.passes;
    const { key } = await change(old, 'refused', () =>
      this.#api.call('POST', `/deployments/${target.id}/rotations`, { graceSeconds: 0 }),
    );
    return this.#succeed(target, key, old);
  }

  async #editOrigins(target: Target): Promise<readonly Pass[]> {
    const [, edited] = target.passes;
    const origins = target.bothListed ? ORIGINS.slice(0, 1) : [...ORIGINS];
    await change([edited], target.bothListed ? 'refused' : 'accepted', () =>
      this.#api.call('PATCH', `/deployments/${target.id}`, { restriction: { kind: 'websites', origins } }),
    );
    target.bothListed = !target.bothListed;
    return [edited];
  }

  async #replaceKey(target: Target): Promise<readonly Pass[]> {
    const old = target.passes;
    const { key } = await this.#api.call('POST', `/deployments/${target.id}/keys`, {});
    await change(old, 'refused', () => this.#api.call('POST', `/keys/${target.keyId}/revocation`, {}));
    return this.#succeed(target, key, old);
  }

  async #revoke(target: Target): Promise<readonly Pass[]> {
    const old = target.passes;
    await change(old, 'refused', () => this.#api.call('POST', `/deployments/${target.id}/revocation`, {}));
    this.#dead.push(...old);
    this.#targets[this.#targets.indexOf(target)] = await this.#create();
    return old;
  }

  /** The new key stands where the old one stood, on the origins that are listed. */
  #succeed(target: Target, key: { id: string; secret: string }, old: Target['passes']): readonly Pass[] {
    const passes = passesOf(key.secret);
    if (!target.bothListed) passes[1].expected = 'refused';
    target.keyId = key.id;
    target.passes = passes;
    this.#dead.push(...old);
    return [...old, ...passes];
  }

  async #create(): Promise<Target> {
    const { deployment, key } = await this.#api.call('POST', `/chatbots/${this.#chatbotId}/deployments`, {
      type: 'website',
      label: 'Storm',
      environment: 'live',
      site: 'www.storm.example',
      allowLocalhost: false,
      restriction: { kind: 'websites', origins: [...ORIGINS] },
    });
    return { id: deployment.id, keyId: key.id, bothListed: true, passes: passesOf(key.secret) };
  }

  #oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}

function passesOf(token: string): readonly [Pass, Pass] {
  return [newPass(token, ORIGINS[0]), newPass(token, ORIGINS[1])];
}
