import { io } from 'socket.io-client';
import type { EaredHub } from './eared-hub.js';
import { wrongHeaders } from './wrong-headers.js';

/** Names that nothing has: an allowed caller then hears 404 or 400, and nothing is changed. */
const PARAMETERS: Readonly<Record<string, string>> = { format: 'no-such-format' };

/** What each message is said with. */
const SAID: Readonly<Record<string, object>> = {
  watch: { interest: { exercise: false }, cursor: null },
  here: { no: 'report' },
};

export type Answer = 'in' | 'sign in' | 'denied' | `failed: ${string}`;

/** Whoever tries the doors of a hub, and remembers what was wrong about an answer beside who is let in. */
export class Knocking {
  /** Headers that an answer lacked, by door. */
  readonly wrong = new Map<string, string[]>();

  constructor(private readonly hub: EaredHub) {}

  /** `inAddress`: the token goes where it must not count. */
  async at(door: string, token?: string, inAddress = false): Promise<Answer> {
    const [method = '', template = ''] = door.split(' ');
    if (method === 'message') return this.bySocket(door, token, inAddress);
    const path = template
      .replaceAll(/:(\w+)/g, (_, name: string) => PARAMETERS[name] ?? 'no-such-thing')
      .replace('*', '');
    const address = new URL(path, this.hub.url);
    if (inAddress && token !== undefined) address.searchParams.set('access_token', token);
    const hasBody = ['POST', 'PATCH', 'PUT'].includes(method);
    const reply = await fetch(address, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== undefined && !inAddress && { authorization: `Bearer ${token}` }),
        ...(hasBody && { 'content-type': 'application/json' }),
      },
      ...(hasBody && { body: '{}' }),
    });
    const wrong = wrongHeaders(reply.headers);
    if (wrong.length > 0) this.wrong.set(door, wrong);
    return answerOf(reply.status, await reply.text());
  }

  private async bySocket(door: string, token: string | undefined, inAddress: boolean): Promise<Answer> {
    const [, message = '', , namespace = ''] = door.split(' ');
    const socket = io(new URL(namespace, this.hub.url).href, {
      auth: { ...(!inAddress && { token }), console: 'every-door' },
      ...(inAddress && { query: { token, access_token: token } }),
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    try {
      const refused = await new Promise<Error | null>((resolve) => {
        socket.once('connect', () => resolve(null));
        socket.once('connect_error', resolve);
      });
      if (refused !== null) {
        if (refused.message === 'access.denied') return 'denied';
        return refused.message.startsWith('access.token-') ? 'sign in' : `failed: ${refused.message}`;
      }
      const said: unknown = await socket.timeout(10_000).emitWithAck(message, SAID[message] ?? {});
      const { outcome, code = '' } = said as Record<string, string>;
      return outcome === 'refused' && code.startsWith('access.') ? 'denied' : 'in';
    } finally {
      socket.disconnect();
    }
  }
}

function answerOf(status: number, text: string): Answer {
  if (status >= 500) return `failed: ${status} ${text}`;
  const code = /"code":"(access\.[a-z-]+)"/.exec(text)?.[1];
  if (status === 403 && code === 'access.denied') return 'denied';
  return status === 401 && code?.startsWith('access.token-') ? 'sign in' : 'in';
}
