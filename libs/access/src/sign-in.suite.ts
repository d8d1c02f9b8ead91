import { createHash, randomBytes } from 'node:crypto';

/** What a browser does to sign in: it keeps cookies, follows redirects, and sends forms. */
export class TestBrowser {
  private readonly cookies = new Map<string, { value: string; path: string }>();
  readonly verifier = randomBytes(32).toString('base64url');

  constructor(
    readonly base: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** One request, without following: cookies go along and are kept. */
  async send(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, this.base);
    const cookie = [...this.cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const headers = { ...this.headers, ...(init.headers as Record<string, string>), ...(cookie && { cookie }) };
    const reply = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((each) => each.toLowerCase().startsWith('path='))?.slice('path='.length) ?? '/';
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, { value, path });
    }
    return reply;
  }

  post(address: string, form: Record<string, string>): Promise<Response> {
    return this.send(address, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Up to the form: its address. */
  async begin(over: Record<string, string> = {}): Promise<string> {
    const query = new URLSearchParams({
      client_id: 'hinomi-web',
      response_type: 'code',
      redirect_uri: `${this.base}/`,
      scope: 'openid profile offline_access',
      state: 'a-state',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...over,
    });
    const reply = await this.send(`/oauth/authorize?${query.toString()}`);
    return reply.headers.get('location') ?? `${reply.status}: ${await reply.text()}`;
  }

  /** From the sent form to the page: the code in its address. */
  async finish(sent: Response): Promise<string> {
    let location = sent.headers.get('location');
    for (let hop = 0; hop < 5 && location !== null; hop++) {
      const code = new URL(location, this.base).searchParams.get('code');
      if (code !== null) return code;
      location = (await this.send(location)).headers.get('location');
    }
    throw new Error(`no code: ${sent.status} ${await sent.text()}`);
  }

  async grant(form: Record<string, string>): Promise<{ status: number; body: Record<string, string> }> {
    const reply = await this.send('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'hinomi-web', ...form }),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, string> };
  }

  exchange(code: string) {
    const redirect = `${this.base}/`;
    return this.grant({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: this.verifier,
    });
  }

  /** The whole way, with a name and a password. */
  async signIn(username: string, password: string): Promise<Record<string, string>> {
    const form = await this.begin();
    const { status, body } = await this.exchange(await this.finish(await this.post(form, { username, password })));
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }
}
