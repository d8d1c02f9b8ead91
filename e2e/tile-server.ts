import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One red pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mO4ICAAAAKkAPHEb9i7AAAAAElFTkSuQmCC',
  'base64',
);

/** A server of pictures on loopback that remembers what it was asked for. */
export class TileServer {
  readonly asked: string[] = [];
  private readonly server = createServer((request, reply) => {
    this.asked.push(request.url ?? '');
    reply.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' }).end(PNG);
  });

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** A PMTiles v3 archive with one PNG for the whole world, nothing in it compressed. */
export function onePicture(): Buffer {
  const directory = Buffer.from([1, 0, 1, PNG.length, 1]);
  const metadata = Buffer.from('{}');
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const [rootAt, metadataAt] = [header.length, header.length + directory.length];
  const tilesAt = metadataAt + metadata.length;
  [rootAt, directory.length, metadataAt, metadata.length, tilesAt, 0, tilesAt, PNG.length, 1, 1, 1].forEach(
    (value, index) => header.writeBigUInt64LE(BigInt(value), 8 + 8 * index),
  );
  // Clustered; directory, tile: not compressed; PNG.
  [1, 1, 1, 2].forEach((value, index) => header.writeUInt8(value, 96 + index));
  [-180e7, -85e7, 180e7, 85e7].forEach((degrees, index) => header.writeInt32LE(degrees, 102 + 4 * index));
  return Buffer.concat([header, directory, metadata, PNG]);
}
