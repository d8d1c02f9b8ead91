/** One console that keeps itself current by the delta rules, and says when it saw which event. */
import { io } from 'socket.io-client';
import { clock } from './measures.mjs';
import { FIRST_EVENT } from './telegrams.mjs';

const RETRY_MS = 100;

export class Screen {
  seen = new Map();
  #cursor = null;
  #watching = false;
  #socket;

  constructor(url, tokenOf) {
    this.url = url;
    this.tokenOf = tokenOf;
    this.#socket = io(`${url}picture`, {
      auth: (give) =>
        void tokenOf().then(
          (token) => give({ token }),
          () => give({}),
        ),
      ...{ transports: ['websocket'], forceNew: true, reconnectionDelay: RETRY_MS, reconnectionDelayMax: RETRY_MS },
    });
    this.#socket.on('connect', () => void this.#watch());
    this.#socket.on('disconnect', () => (this.#watching = false));
    this.#socket.on('connect_error', () => setTimeout(() => this.#socket.connect(), RETRY_MS));
    this.#socket.on('heartbeat', ({ cursor }) => this.#watching && cursor !== this.#cursor && void this.#watch());
    this.#socket.on('rewatch', () => void this.#watch());
    this.#socket.on('delta', (delta) => {
      if (!this.#watching) return;
      if (delta.from !== this.#cursor) return void this.#watch();
      this.#apply(delta);
    });
  }

  end() {
    this.#socket.disconnect();
  }

  async #watch() {
    this.#watching = false;
    try {
      if (this.#cursor === null) await this.#fetch();
      const asked = { interest: { exercise: false }, cursor: this.#cursor };
      const answer = await this.#socket.timeout(5_000).emitWithAck('watch', asked);
      if (answer.outcome === 'fetch-snapshot') this.#cursor = null;
      if (answer.outcome !== 'watching') throw new Error(answer.outcome);
      this.#watching = true;
      this.#apply(answer.delta);
    } catch {
      // Whatever is in the way is what is measured: again, until it is not.
      setTimeout(() => this.#socket.connected && !this.#watching && void this.#watch(), RETRY_MS);
    }
  }

  async #fetch() {
    const headers = { authorization: `Bearer ${await this.tokenOf()}` };
    const reply = await fetch(`${this.url}api/v1/picture?exercise=false`, { headers });
    if (!reply.ok) throw new Error(String(reply.status));
    const { features, cursor } = await reply.json();
    this.#note(features);
    this.#cursor = cursor;
  }

  #apply({ cursor, upserts }) {
    this.#note(upserts);
    this.#cursor = cursor;
  }

  #note(features) {
    const at = clock();
    for (const { properties } of features) {
      const [, event] = /^jma-quake:(\d+)$/.exec(String(properties.id)) ?? [];
      const index = Number(event) - FIRST_EVENT;
      if (event !== undefined && !this.seen.has(index)) this.seen.set(index, at);
    }
  }
}
