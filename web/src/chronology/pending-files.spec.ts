import { describe, expect, it, jest } from '@jest/globals';
import {
  ATTACHMENTS_PER_ENTRY,
  MAX_ATTACHMENT_BYTES,
  type AttachmentReceipt,
  type LogAttachment,
} from '@hinomi/contracts';
import { HubRefusal } from '../access/hub-api.js';
import { PendingFiles, type FileWays, type PendingFile } from './pending-files.js';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
function desk(send: FileWays['send']) {
  const seen = { pending: [] as readonly PendingFile[], arrived: [] as LogAttachment[] };
  const files = new PendingFiles({
    prepare: (file) => Promise.resolve(file),
    send,
    changed: (pending) => (seen.pending = pending),
    arrived: (attachment) => seen.arrived.push(attachment),
  });
  return { files, seen };
}
const file = (name: string, size = 3): { name: string; blob: Blob } => ({ name, blob: { size } as Blob });
const taken: FileWays['send'] = (id) => Promise.resolve({ id, kind: 'jpeg', bytes: 3 } as AttachmentReceipt);

describe('files on their way to the hub', () => {
  it('arrive one after the other, in the order they were chosen', async () => {
    const { files, seen } = desk(taken);
    expect(files.add([file('橋'), file('道')], 0)).toBe(true);
    expect(seen.pending.map(({ name }) => name)).toEqual(['橋', '道']);
    await settled();
    expect(seen.arrived.map(({ name }) => name)).toEqual(['橋', '道']);
    expect(seen.pending).toEqual([]);
  });

  it('are no more than an entry may have', async () => {
    const { files, seen } = desk(taken);
    expect(files.add([file('a'), file('b')], ATTACHMENTS_PER_ENTRY - 1)).toBe(false);
    await settled();
    expect(seen.arrived).toHaveLength(1);
  });

  it('stay, with why, where the hub does not take them, and the next one goes', async () => {
    const { files, seen } = desk((id, blob, progress) =>
      blob.size === 4
        ? Promise.reject(new HubRefusal(422, '', 'attachment.unreadable', 'no'))
        : taken(id, blob, progress),
    );
    files.add([file('x', 4), file('huge', MAX_ATTACHMENT_BYTES + 1), file('good')], 0);
    await settled();
    expect(seen.pending).toMatchObject([
      { name: 'x', state: 'refused', reason: 'no' },
      { name: 'huge', state: 'refused', reason: 'too-large' },
    ]);
    expect(seen.arrived.map(({ name }) => name)).toEqual(['good']);
  });

  it('wait while there is no way, and go under the same id when there is', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    try {
      const asked: string[] = [];
      const { files, seen } = desk((id, blob, progress) => {
        asked.push(id);
        return asked.length === 1 ? Promise.reject(new TypeError('no network')) : taken(id, blob, progress);
      });
      files.add([file('橋')], 0);
      await settled();
      expect(seen.pending).toMatchObject([{ state: 'waiting' }]);
      jest.runOnlyPendingTimers();
      await settled();
      expect([new Set(asked).size, asked.length, seen.arrived.length]).toEqual([1, 2, 1]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('are forgotten when they are taken out on the way', async () => {
    let arrive = (): void => undefined;
    const { files, seen } = desk(async (id, blob, progress) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      return taken(id, blob, progress);
    });
    files.add([file('橋')], 0);
    await settled();
    files.drop(seen.pending[0]!.id);
    arrive();
    await settled();
    expect([seen.pending, seen.arrived]).toEqual([[], []]);
  });
});
