import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  LogAttachmentId,
  realmOf,
  type AttachmentReceipt,
  type LogAttachment,
  type LogAttachmentKind,
  type LogEntryId,
} from '@hinomi/contracts';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { AttachmentStore } from './attachment-store.js';
import { Chronology } from './chronology.js';
import { readExercise } from './read-chronology-query.js';
import { seesEntry } from './sees-entry.js';

const TYPES: Readonly<Record<LogAttachmentKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
};

/** Photos and documents beside entries of the log book. */
@Controller('api/v1/chronology')
export class AttachmentsController {
  constructor(
    @Inject(Chronology) private readonly chronology: Chronology,
    @Inject(AttachmentStore) private readonly store: AttachmentStore,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  /** Before the entry that names it. */
  @Post('attachments')
  @HttpCode(201)
  @Allow('chronology:write')
  async take(
    @Query() query: Record<string, string | undefined>,
    @Body() body: unknown,
    @CurrentPrincipal() { subject }: Principal,
  ): Promise<AttachmentReceipt> {
    const id = LogAttachmentId.safeParse(query['attachment']);
    if (!id.success) throw new HubError('request.invalid', 'attachment is a ULID.', { place: { path: '/attachment' } });
    const run = readExercise(query['exercise']);
    if (!(body instanceof Uint8Array)) throw new HubError('attachment.unreadable', 'Send the bytes of the file.');
    return this.store.take({ id: id.data, run }, body, subject);
  }

  /** For whoever reads the entry; a PDF is handed over to be kept, never shown as a page of the hub. */
  @Get(':entry/attachments/:id')
  @Allow('chronology:read')
  @Header('cache-control', 'private, max-age=600')
  @Header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
  @Header('cross-origin-resource-policy', 'same-origin')
  async one(
    @Param('entry') entryId: string,
    @Param('id') id: string,
    @Query('exercise') exercise: string | undefined,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const run = readExercise(exercise);
    const entry = this.chronology
      .of(realmOf({ exercise: run }))
      .find({ exercise: run, entryId: entryId as LogEntryId });
    const isSeen = entry !== null && seesEntry(this.policies, principal, entry);
    const named = isSeen
      ? entry.versions.flatMap(({ text }) => text.attachments ?? []).find((one) => one.id === id)
      : null;
    const bytes = named ? await this.store.read({ id: named.id, run }) : null;
    if (!named || bytes === null) throw new HubError('attachment.not-found', `There is no file ${id} at this entry.`);
    const type = TYPES[named.kind];
    return new StreamableFile(bytes, { type, disposition: dispositionOf(named), length: bytes.length });
  }
}

/** RFC 6266, RFC 8187. */
function dispositionOf({ kind, name }: LogAttachment): string {
  if (kind !== 'pdf') return 'inline';
  // Half a character of two halves has no code.
  const whole = Buffer.from(name).toString();
  const encoded = encodeURIComponent(/\.pdf$/i.test(whole) ? whole : `${whole}.pdf`).replaceAll(/['()*]/g, percent);
  return `attachment; filename="document.pdf"; filename*=UTF-8''${encoded}`;
}

function percent(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
