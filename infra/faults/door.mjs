/** Asks a hub that may be away, slow, full or wrong about the time: every wish is sent again until it is answered. */
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const ANSWER_LIMIT_MS = 8_000;
const AGAIN_MS = 300;
const RENEW_MS = 30 * 60_000;

export class Door {
  constructor(url) {
    this.url = url;
    this.tokens = new Map();
    /** How often an answer was no answer, by its status or error code. */
    this.misses = {};
    this.closed = false;
  }

  close() {
    this.closed = true;
  }

  /**
   * The first answer that is one: 2xx, or a refusal that repeating does not change. Null once the door is closed.
   *
   * @param {string} client @param {string} method @param {string} path
   */
  async insist(client, method, path, body, headers = {}) {
    while (!this.closed) {
      const reply = await this.ask(client, method, path, body, headers).catch((error) => ({
        status: error.code ?? error.message,
      }));
      if (isAnswer(reply.status)) return reply;
      if (reply.status === 401) this.tokens.delete(client);
      this.misses[reply.status] = (this.misses[reply.status] ?? 0) + 1;
      await pause(AGAIN_MS * (0.5 + Math.random()));
    }
    return null;
  }

  async ask(client, method, path, body, headers = {}) {
    const token = await this.token(client);
    const isText = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    return call(`${this.url}${path}`, method, isText ? body : JSON.stringify(body), {
      ...(isText ? {} : { 'content-type': 'application/json' }),
      ...headers,
      authorization: `Bearer ${token}`,
    });
  }

  async token(client) {
    const known = this.tokens.get(client);
    if (known && Date.now() - known.at < RENEW_MS) return known.token;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: 'demo' });
    const reply = await call(`${this.url}/oauth/token`, 'POST', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    if (reply.status !== 200) throw new Error(`token-${reply.status}`);
    const token = reply.json().access_token;
    this.tokens.set(client, { token, at: Date.now() });
    return token;
  }
}

/** 401: the clock of the hub jumped over the token; 409 and 429 pass. */
function isAnswer(status) {
  return typeof status === 'number' && status < 500 && ![401, 408, 409, 429].includes(status);
}

/** A connection each: one that was kept may end at somebody who was just killed. */
export function call(url, method, body, headers = {}, limitMs = ANSWER_LIMIT_MS) {
  return new Promise((done, failed) => {
    const asked = request(url, { method, headers: { ...headers, connection: 'close' }, agent: false }, (reply) => {
      const chunks = [];
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('error', failed);
      reply.on('end', () => {
        const bytes = Buffer.concat(chunks);
        done({ status: reply.statusCode, bytes, json: () => JSON.parse(bytes.toString()) });
      });
    });
    const late = setTimeout(() => asked.destroy(Object.assign(new Error('no answer'), { code: 'late' })), limitMs);
    asked.on('close', () => clearTimeout(late));
    asked.on('error', failed);
    asked.end(body);
  });
}
