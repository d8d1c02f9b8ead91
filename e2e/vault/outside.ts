import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ALL_TOPIC_NAMES, PICTURE_NAMESPACE } from '@hinomi/contracts';
import { readEmbeddedLog } from '@hinomi/event-log';
import { openStore } from '@hinomi/store';
import type { MarkSearch } from '@hinomi/testing';
import { io, type Socket } from 'socket.io-client';
import type { RawReply } from './raw-call.js';

/** Who has no business with anybody's record. */
export const OTHERS = ['demo-admin', 'demo-operator', 'demo-shelter', 'demo-agency', 'demo-public'] as const;

type Place = [where: string, bytes: Uint8Array];

/** Every byte that comes out of the vault to anybody but a care team, and every byte that is left on the disk. */
export class Outside {
  private readonly heard: Place[] = [];
  private readonly sockets: Socket[] = [];

  hear(where: string, bytes: Uint8Array | string): void {
    this.heard.push([where, typeof bytes === 'string' ? Buffer.from(bytes) : bytes]);
  }

  hearReply(where: string, { head, body }: RawReply): void {
    this.hear(`${where}, headers`, head);
    this.hear(`${where}, body`, body);
  }

  /** Keeps every frame that the hub sends to somebody. */
  async watch(url: string, who: string, token: string): Promise<Socket> {
    const socket = io(`${url}${PICTURE_NAMESPACE.slice(1)}`, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
    });
    this.sockets.push(socket);
    socket.io.on('open', () =>
      socket.io.engine.on('data', (frame: string | ArrayBuffer) =>
        this.hear(`frames to ${who}`, typeof frame === 'string' ? frame : new Uint8Array(frame)),
      ),
    );
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return socket;
  }

  close(): void {
    for (const socket of this.sockets) socket.disconnect();
  }

  /** With names of everything that was searched and its size, so that a test sees that nothing was passed over. */
  find(marks: MarkSearch, more: readonly Place[]): { found: string[]; searched: Map<string, number> } {
    const found = new Set<string>();
    const searched = new Map<string, number>();
    for (const [where, bytes] of [...this.heard, ...more]) {
      const kind = where.split(/[ ,]/, 1)[0]!;
      searched.set(kind, (searched.get(kind) ?? 0) + bytes.byteLength);
      for (const each of marks.in(where, bytes)) found.add(each);
    }
    return { found: [...found], searched };
  }
}

/** Of a hub that has ended: every record of every topic, every row of every table, every file. */
export async function leftOnDisk(dataDir: string): Promise<Place[]> {
  const places: Place[] = filesBelow(dataDir).map((file) => [
    `file ${path.relative(dataDir, file)}`,
    readFileSync(file),
  ]);
  const log = await readEmbeddedLog(path.join(dataDir, 'log'));
  for (const topic of ALL_TOPIC_NAMES) {
    for await (const { key, headers, value } of log.read(topic, [])) {
      places.push([`topic ${topic}`, Buffer.from(`${key}\n${JSON.stringify(headers)}`)]);
      if (value !== null) places.push([`topic ${topic}`, value]);
    }
  }
  await log.close();
  // A file of the database may hold a long value compressed: each row is read as a text as well.
  const store = await openStore({ kind: 'embedded', dir: path.join(dataDir, 'store') }, []);
  const tables: { name: string }[] = await store.dataSource.query(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  );
  for (const { name } of tables) {
    const rows: { text: string }[] = await store.dataSource.query(`SELECT t::text AS text FROM ${name} t`);
    for (const { text } of rows) {
      places.push([`rows of ${name}`, Buffer.from(text)]);
      for (const [, hex] of text.matchAll(/\\x([0-9a-f]+)/g))
        places.push([`rows of ${name}`, Buffer.from(hex!, 'hex')]);
    }
  }
  await store.close();
  return places;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}
