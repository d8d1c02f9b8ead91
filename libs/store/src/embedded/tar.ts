import { Transform } from 'node:stream';

const BLOCK = 512;

/** Passes on the files of a tar archive whose names match, and drops the rest. */
export function keepFiles(wanted: RegExp): Transform {
  let pending: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;
  let keeps = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      while (pending.length > 0) {
        if (bodyLeft === 0) {
          if (pending.length < BLOCK) break;
          const head = pending.subarray(0, BLOCK);
          bodyLeft = BLOCK + paddedSize(head);
          // An empty block is part of the archive's end.
          keeps = head[0] === 0 || wanted.test(nameIn(head));
        }
        const part = pending.subarray(0, bodyLeft);
        if (keeps) this.push(part);
        bodyLeft -= part.length;
        pending = pending.subarray(part.length);
      }
      done();
    },
    flush(done) {
      done(bodyLeft > 0 || pending.length > 0 ? new Error('The archive ends in the middle of a file.') : null);
    },
  });
}

function nameIn(head: Buffer): string {
  const text = (from: number, length: number): string => head.toString('utf8', from, from + length).split('\0')[0]!;
  const prefix = text(345, 155);
  const name = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  return name.replace(/^\.\//, '');
}

function paddedSize(head: Buffer): number {
  const size = Number.parseInt(head.toString('latin1', 124, 136), 8) || 0;
  return Math.ceil(size / BLOCK) * BLOCK;
}
