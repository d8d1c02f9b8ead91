import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  ChronologyRequest,
  HubError,
  instantFromMillis,
  readAsked,
  realmOf,
  type ChronologyPage,
  type ChronologyReceipt,
  type LogEntry,
} from '@hinomi/contracts';
import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { AttachmentStore } from './attachment-store.js';
import { Chronology } from './chronology.js';
import { compareEntries } from './log-book.js';
import { cursorOf, readChronologyQuery, readCursor, readExercise } from './read-chronology-query.js';
import { seesEntry } from './sees-entry.js';
import { writeCsv } from './write-csv.js';

/** Entries of one answer; whoever wants more asks again at once. */
const MOST_IN_PAGE = 500;
/** How long a writer waits to hear how the book stands, after the entry is on the log. */
const READ_BACK_MS = 5_000;

/** The log book of the headquarters: what happened, who told whom, who does what about it. */
@Controller('api/v1/chronology')
export class ChronologyController {
  constructor(
    @Inject(Chronology) private readonly chronology: Chronology,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(AttachmentStore) private readonly attachments: AttachmentStore,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('chronology:write')
  async write(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<ChronologyReceipt> {
    const request = readAsked(ChronologyRequest, body, 'The entry cannot be read.');
    const { entryId, writeId, version, exercise, text } = request;
    const realm = realmOf({ exercise });
    const book = this.chronology.of(realm);
    const before = book.find({ exercise, entryId });
    if (before !== null && !this.sees(principal, before)) throw noEntry();
    if (before?.versions.some((one) => one.writeId === writeId)) return { outcome: 'known', entry: before };
    await this.makeSureOfFiles(request, before, principal);
    const offset = await this.chronology.append({
      ...{ entryId, writeId, version, text, auto: null, exercise },
      by: { subject: principal.subject, name: principal.name },
      writtenAt: instantFromMillis((this.settings.now ?? Date.now)()),
    });
    const isRead = await this.chronology.reaches(realm, offset + 1, READ_BACK_MS);
    return { outcome: 'written', entry: isRead ? book.find({ exercise, entryId }) : null };
  }

  @Get()
  @Allow('chronology:read')
  async list(
    @Query() query: Record<string, string | undefined>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ChronologyPage> {
    const { exercise, since, waitMs } = readChronologyQuery(query);
    const { logId } = this.chronology;
    const realm = realmOf({ exercise });
    const book = this.chronology.of(realm);
    const known = since === null ? null : readCursor(logId, since);
    const from = known ?? 0;
    // The cursor may come from a gateway that is ahead of this one: what lies between is not to be told as nothing.
    if (known !== null) await this.chronology.reaches(realm, from + 1, waitMs);
    const entries: LogEntry[] = [];
    let more = false;
    let position = Math.max(from, book.position);
    for (const { entry, touched } of book.touchedSince(from, exercise)) {
      if (!this.sees(principal, entry)) continue;
      if (entries.length === MOST_IN_PAGE) {
        more = true;
        break;
      }
      entries.push(entry);
      position = touched + 1;
    }
    if (!more) position = Math.max(from, book.position);
    return {
      entries,
      cursor: cursorOf(logId, position),
      reset: since !== null && known === null,
      more,
      older: book.older,
    };
  }

  @Get('export')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="chronology.csv"')
  @Allow('chronology:read')
  async export(
    @Query() query: Record<string, string | undefined>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<string> {
    const exercise = readExercise(query['exercise']);
    const realm = realmOf({ exercise });
    const inMemory = this.chronology.of(realm);
    const book = inMemory.older === 0 ? inMemory : await this.chronology.readWhole(realm);
    const entries = [...book.touchedSince(0, exercise)].map(({ entry }) => entry);
    const seen = entries.filter((entry) => this.sees(principal, entry)).sort(compareEntries);
    return writeCsv(seen, { everyVersion: query['versions'] === 'all' });
  }

  private sees(principal: Principal, entry: LogEntry): boolean {
    return seesEntry(this.policies, principal, entry);
  }

  /** What is new beside an entry is there, and was sent by who writes. */
  private async makeSureOfFiles(
    { exercise, text }: ChronologyRequest,
    before: LogEntry | null,
    principal: Principal,
  ): Promise<void> {
    const known = new Set(
      (before?.versions ?? []).flatMap(({ text: said }) => (said.attachments ?? []).map(({ id }) => id)),
    );
    for (const [index, attachment] of (text.attachments ?? []).entries()) {
      if (known.has(attachment.id) || (await this.attachments.isSent(attachment, exercise, principal.subject)))
        continue;
      throw new HubError('request.invalid', 'This file was not sent: send it first.', {
        place: { path: `/text/attachments/${index}` },
      });
    }
  }
}

function noEntry(): HubError {
  return new HubError('access.denied', 'This entry is of another jurisdiction.');
}
