/** One record of a shapefile as a spec writes it: parts of positions, and its row. */
export interface ShapeRecord {
  type: number;
  parts: [number, number][][];
  row: Record<string, Uint8Array | string>;
}

/** A shapefile and its table, to the layout of the ESRI description of 1998 and dBase III. */
export function shapefileBytes(records: readonly ShapeRecord[]): { shp: Uint8Array; dbf: Uint8Array } {
  const bodies = records.map(({ type, parts }) => {
    if (type === 0) return Buffer.alloc(4);
    const points = parts.flat();
    const body = Buffer.alloc(44 + 4 * parts.length + 16 * points.length);
    body.writeInt32LE(type, 0);
    body.writeInt32LE(parts.length, 36);
    body.writeInt32LE(points.length, 40);
    let first = 0;
    parts.forEach((part, index) => {
      body.writeInt32LE(first, 44 + 4 * index);
      first += part.length;
    });
    points.forEach(([x, y], index) => {
      body.writeDoubleLE(x, 44 + 4 * parts.length + 16 * index);
      body.writeDoubleLE(y, 52 + 4 * parts.length + 16 * index);
    });
    return body;
  });
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32LE(1000, 28);
  const shapes = bodies.flatMap((body, index) => {
    const head = Buffer.alloc(8);
    head.writeInt32BE(index + 1, 0);
    head.writeInt32BE(body.length / 2, 4);
    return [head, body];
  });
  const shp = Buffer.concat([header, ...shapes]);
  shp.writeInt32BE(shp.length / 2, 24);
  return { shp, dbf: tableBytes(records.map(({ row }) => row)) };
}

function tableBytes(rows: readonly Record<string, Uint8Array | string>[]): Uint8Array {
  const names = Object.keys(rows[0] ?? {});
  const width = 40;
  const head = Buffer.alloc(32 + 32 * names.length + 1);
  head[0] = 3;
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(1 + width * names.length, 10);
  names.forEach((name, index) => {
    head.write(name, 32 + 32 * index, 'latin1');
    head.write('C', 32 + 32 * index + 11, 'latin1');
    head[32 + 32 * index + 16] = width;
  });
  head[head.length - 1] = 0x0d;
  const body = rows.flatMap((row) => [
    Buffer.from(' '),
    ...names.map((name) => Buffer.concat([Buffer.from(row[name] ?? ''), Buffer.alloc(width, ' ')]).subarray(0, width)),
  ]);
  return Buffer.concat([head, ...body]);
}
