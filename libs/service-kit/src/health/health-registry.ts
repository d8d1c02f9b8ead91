import { setTimeout as delay } from 'node:timers/promises';

/** Whether something this process needs is there; a text says what is the matter. */
export type HealthCheck = () => boolean | string | Promise<boolean | string>;

/** The answer of `/readyz`. */
export interface Readiness {
  status: 'ready' | 'not-ready' | 'stopping';
  dependencies: Readonly<Record<string, boolean>>;
  /** What this process is for those that say so, e.g. `active` or `standby`; a standby is ready too. */
  roles?: Readonly<Record<string, string>>;
  /** What is the matter with those that are not there, where they said so. */
  reasons?: Readonly<Record<string, string>>;
}

/** A probe asks every few seconds: what does not answer by then is not there. */
const CHECK_LIMIT_MS = 2_000;

/** What this process needs to be of use, each under the name that `/readyz` shows. */
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();
  private readonly roles = new Map<string, () => string | undefined>();
  private stopping = false;

  constructor(private readonly limitMs = CHECK_LIMIT_MS) {}

  /**
   * Names end up in alerts: `log`, `picture.real`, `issuer`. What several parts need is one dependency: the first check of
   * a name stays. The result takes the check back.
   */
  add(name: string, check: HealthCheck, role?: () => string | undefined): () => void {
    if (!this.checks.has(name)) {
      this.checks.set(name, check);
      if (role !== undefined) this.roles.set(name, role);
    }
    return () => {
      if (this.checks.get(name) !== check) return;
      this.checks.delete(name);
      this.roles.delete(name);
    };
  }

  /** From now on not ready, so that a load balancer looks elsewhere before the doors close. */
  beginStop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }

  async readiness(): Promise<Readiness> {
    const answers = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await answerOf(check, this.limitMs)] as const),
    );
    const dependencies = Object.fromEntries(answers.map(([name, answer]) => [name, answer === true]));
    const reasons = Object.fromEntries(
      answers.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const ready = answers.every(([, answer]) => answer === true);
    return {
      status: this.stopping ? 'stopping' : ready ? 'ready' : 'not-ready',
      dependencies,
      ...(this.roles.size === 0 ? {} : { roles: this.rolesNow() }),
      ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
    };
  }

  private rolesNow(): Record<string, string> {
    return Object.fromEntries([...this.roles].map(([name, role]) => [name, role() ?? 'unknown']));
  }
}

/** A check that fails, or does not end, is an answer itself. */
async function answerOf(check: HealthCheck, limitMs: number): Promise<boolean | string> {
  const enough = new AbortController();
  const late = delay(limitMs, 'does not answer', { signal: enough.signal, ref: false }).catch(() => false);
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    enough.abort();
  }
}
