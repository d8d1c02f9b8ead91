import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  HubError,
  type AttachmentReceipt,
  type LogAttachment,
  type LogAttachmentId,
  type LogAttachmentKind,
  type RunId,
} from '@hinomi/contracts';
import { FileStore, logOf, sweepDaily } from '@hinomi/service-kit';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { decideAttachment } from './decide-attachment.js';

const log = logOf('gateway');

/** What is kept beside each file. */
interface AttachmentNote {
  /** Who sent it: nobody else puts it beside an entry first. */
  account: string;
  kind: LogAttachmentKind;
  bytes: number;
}

/** One file of one book. */
export interface AttachmentName {
  id: LogAttachmentId;
  run: RunId | null;
}

/** The files beside entries of the log book: on the disk before an entry names them, and never on the log. */
@Injectable()
export class AttachmentStore implements OnModuleInit, OnModuleDestroy {
  private readonly files: FileStore<AttachmentNote>;
  private readonly inFlight = new Map<string, Promise<AttachmentNote>>();
  private stopSweeping = (): void => undefined;

  constructor(@Inject(GATEWAY_SETTINGS) { attachments, now = Date.now }: GatewaySettings) {
    this.files = new FileStore({ ...attachments, now, ending: 'bin', full });
  }

  async onModuleInit(): Promise<void> {
    this.stopSweeping = await sweepDaily(this.files, 'gateway');
  }

  onModuleDestroy(): void {
    this.stopSweeping();
  }

  /** A file sent again is the same one, whatever its bytes are then. */
  async take(name: AttachmentName, bytes: Uint8Array, account: string): Promise<AttachmentReceipt> {
    const key = `${name.run ?? ''}/${name.id}`;
    const writing = this.inFlight.get(key) ?? this.keep(name, bytes, account);
    this.inFlight.set(key, writing);
    const { kind, bytes: size } = await writing.finally(() => this.inFlight.delete(key));
    return { id: name.id, kind, bytes: size };
  }

  /** Null where it is gone: a drill's after 30 days. */
  read(name: AttachmentName): Promise<Uint8Array | null> {
    return this.files.read(name);
  }

  /** Whether this account sent exactly that. */
  async isSent({ id, kind, bytes }: LogAttachment, run: RunId | null, account: string): Promise<boolean> {
    const note = await this.files.note({ id, run });
    return note?.account === account && note.kind === kind && note.bytes === bytes;
  }

  private async keep(name: AttachmentName, bytes: Uint8Array, account: string): Promise<AttachmentNote> {
    const known = await this.files.note(name);
    // The note is written first; without its file it counts for nothing.
    if (known !== null && (await this.files.read(name)) !== null) return known;
    const decided = decideAttachment(bytes);
    if (decided.outcome === 'refused') throw new HubError(decided.code, decided.detail);
    const note = { account, kind: decided.kind, bytes: decided.bytes.length };
    await this.files.write(name, decided.bytes, note);
    log.info('took a file for the log book', { attachment: name.id, kind: note.kind, bytes: note.bytes, by: account });
    return note;
  }
}

function full(why: 'limit' | 'disk', cause?: unknown): HubError {
  const message =
    why === 'limit'
      ? 'The files of the log book take as much room as they may: HINOMI_ATTACHMENTS_LIMIT_MB.'
      : 'The disk for files of the log book is full.';
  return new HubError('attachment.store-full', message, { cause });
}
