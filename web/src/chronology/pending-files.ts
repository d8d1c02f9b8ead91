import { ulid } from 'ulid';
import {
  ATTACHMENTS_PER_ENTRY,
  MAX_ATTACHMENT_BYTES,
  type AttachmentReceipt,
  type LogAttachment,
  type LogAttachmentId,
} from '@hinomi/contracts';
import { isFinal } from './log-feed.js';

const RETRY_MS = 5_000;

/** One file that is not with the hub yet. */
export interface PendingFile {
  id: LogAttachmentId;
  name: string;
  /** `waiting`: there is no way to the hub now; it is tried again. */
  state: 'sending' | 'waiting' | 'refused';
  /** Sent so far, 0 to 1. */
  share: number;
  /** Why it was refused, `too-large`, or the hub's words. */
  reason: string;
}

export interface FileWays {
  prepare: (file: Blob) => Promise<Blob>;
  send: (id: LogAttachmentId, file: Blob, progress: (share: number) => void) => Promise<AttachmentReceipt>;
  /** What is pending changed. */
  changed: (pending: readonly PendingFile[]) => void;
  arrived: (attachment: LogAttachment) => void;
}

/** Files on their way beside one draft, one after the other; they live as long as the page shows the draft. */
export class PendingFiles {
  private list: readonly PendingFile[] = [];
  private readonly files = new Map<string, Blob>();
  private isSending = false;
  private isOver = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ways: FileWays) {}

  /** Takes as many as an entry may have beside those it has; false = not all of them. */
  add(files: readonly { name: string; blob: Blob }[], attached: number): boolean {
    const room = Math.max(0, ATTACHMENTS_PER_ENTRY - attached - this.list.length);
    for (const { name, blob } of files.slice(0, room)) {
      const id = ulid() as LogAttachmentId;
      this.files.set(id, blob);
      this.put([...this.list, { id, name, state: 'sending', share: 0, reason: '' }]);
    }
    void this.run();
    return files.length <= room;
  }

  drop(id: string): void {
    this.put(this.list.filter((one) => one.id !== id));
  }

  /** As it was chosen, for a small picture of it. */
  file(id: string): Blob | undefined {
    return this.files.get(id);
  }

  close(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  open(): void {
    this.isOver = false;
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.isSending || this.isOver) return;
    clearTimeout(this.timer);
    const next = this.list.find(({ state }) => state !== 'refused');
    if (next === undefined) return;
    this.isSending = true;
    const goesOn = await this.send(next);
    this.isSending = false;
    if (goesOn) void this.run();
    else this.timer = setTimeout(() => void this.run(), RETRY_MS);
  }

  /** False = there is no way now. */
  private async send({ id, name }: PendingFile): Promise<boolean> {
    try {
      const file = await this.ways.prepare(this.files.get(id)!);
      if (file.size > MAX_ATTACHMENT_BYTES) {
        this.change(id, { state: 'refused', reason: 'too-large' });
        return true;
      }
      const receipt = await this.ways.send(id, file, (share) => this.change(id, { state: 'sending', share }));
      // Taken out meanwhile: the hub keeps a file that no entry names.
      if (!this.list.some((one) => one.id === id)) return true;
      this.ways.arrived({ ...receipt, name });
      this.drop(id);
    } catch (problem) {
      if (!isFinal(problem)) {
        this.change(id, { state: 'waiting', share: 0 });
        return false;
      }
      this.change(id, {
        state: 'refused',
        reason: problem.code === 'attachment.too-large' ? 'too-large' : problem.detail,
      });
    }
    return true;
  }

  private change(id: string, part: Partial<PendingFile>): void {
    this.put(this.list.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }

  private put(list: readonly PendingFile[]): void {
    this.list = list;
    if (!this.isOver) this.ways.changed(list);
  }
}
