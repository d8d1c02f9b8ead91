import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PolicyTexts } from '@hinomi/access';
import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';

/** What the hub process tells about itself. */
export interface Heard {
  routes: string[];
  /** Of each endpoint and message: the permission it asks for, `open`, or `none`. */
  rules: [door: string, rule: string][];
  privateJwk: JWK;
  keyId: string;
}

/** What may be said otherwise in a token that the hub itself would sign. */
export interface TokenOver {
  issuer?: string;
  audience?: string;
  /** Seconds. */
  ends?: number;
  typ?: string;
  client?: string;
  claims?: Record<string, unknown>;
}

/** The built hub with an ear in it: hub-with-ear.mjs. */
export class EaredHub {
  readonly printed: string[] = [];
  url = '';
  heard!: Heard;
  private constructor(private readonly child: ChildProcess) {}

  static async start(dataDir: string, env: Record<string, string> = {}): Promise<EaredHub> {
    const main = pathToFileURL(path.resolve('services/hub/dist/main.js')).href;
    const child = fork(path.resolve('e2e/doors/hub-with-ear.mjs'), [main], {
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        HINOMI_PORT: '0',
        HINOMI_DATA_DIR: dataDir,
        HINOMI_POLLING: 'off',
        HINOMI_DRILL: 'off',
        ...env,
      },
    });
    const hub = new EaredHub(child);
    await hub.listening();
    return hub;
  }

  /** What it prints and what it sends come by different ways, in any order. */
  private async listening(): Promise<void> {
    const { child, printed } = this;
    const address = new Promise<string>((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (bytes: Buffer) => {
          printed.push(String(bytes));
          const [, said] = /is running: (http:\S+)\s/.exec(printed.join('')) ?? [];
          if (said !== undefined) resolve(said);
        });
    });
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${printed.join('')}`)));
    });
    const told = new Promise<Heard>((resolve) => child.once('message', (message) => resolve(message as Heard)));
    [this.url, this.heard] = await Promise.race([Promise.all([address, told]), ended]);
  }

  /** Other policies come into force, or with null its own again. */
  async decideBy(texts: PolicyTexts | null): Promise<void> {
    const done = new Promise((resolve) => this.child.once('message', resolve));
    this.child.send(texts as never);
    await done;
  }

  async tokenOf(client: string, secret = 'demo'): Promise<string> {
    const form = { grant_type: 'client_credentials', client_id: client, client_secret: secret };
    const reply = await fetch(`${this.url}oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
    return ((await reply.json()) as { access_token: string }).access_token;
  }

  /** With the hub's own key, or another's. */
  async sign(over: TokenOver = {}, key?: CryptoKey): Promise<string> {
    const own = key ?? ((await importJWK(this.heard.privateJwk, 'ES256')) as CryptoKey);
    const client = over.client ?? 'demo-admin';
    return new SignJWT({ role: 'admin', name: 'x', client_id: client, ...over.claims })
      .setProtectedHeader({ alg: 'ES256', kid: this.heard.keyId, typ: over.typ ?? 'at+jwt' })
      .setIssuer(over.issuer ?? this.url.slice(0, -1))
      .setAudience(over.audience ?? 'hinomi')
      .setSubject(client)
      .setIssuedAt()
      .setExpirationTime(over.ends ?? Math.floor(Date.now() / 1000) + 60)
      .sign(own);
  }

  /** Resolves when it is gone. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.kill('SIGTERM')) await gone;
  }
}
