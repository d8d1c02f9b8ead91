import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseFilters } from '@nestjs/common';
import { Allow } from '@hinomi/access';
import {
  HubError,
  type FeedReceipt,
  type QuarantinedReport,
  type QuarantineEntry,
  type QuarantineReplay,
} from '@hinomi/contracts';
import { z } from 'zod';
import { KnownSources } from '../receive/known-sources.js';
import { refusedOf } from '../receive/refused-parts.js';
import { QuarantinedError } from '../receive/quarantined-error.js';
import { ReportDoor } from '../receive/receive-report.js';
import { markPlace } from './mark-place.js';
import { QuarantinedFilter } from './quarantined.filter.js';
import { QuarantineShelf } from './quarantine-shelf.js';

const Filter = z.object({
  source: z.string().optional(),
  code: z.string().optional(),
  state: z.enum(['waiting', 'replayed']).optional(),
  limit: z.coerce.number().int().min(1).max(2_000).default(500),
});
type Filter = z.infer<typeof Filter>;

/** What could not be understood: to list, to look at, and to try again with a better parser or mapping. */
@Controller('api/v1/feeds/quarantine')
@UseFilters(QuarantinedFilter)
export class QuarantineController {
  constructor(
    @Inject(QuarantineShelf) private readonly shelf: QuarantineShelf,
    @Inject(ReportDoor) private readonly door: ReportDoor,
    @Inject(KnownSources) private readonly sources: KnownSources,
  ) {}

  @Get()
  @Allow('quarantine:read')
  list(@Query() query: unknown): QuarantineEntry[] {
    return this.select(readFilter(query));
  }

  @Get(':id')
  @Allow('quarantine:read')
  async show(@Param('id') id: string): Promise<QuarantinedReport> {
    const { bytes } = await this.shelf.raw(id);
    const entry = this.shelf.entry(id);
    const excerpt = markPlace(bytes, withoutGaps(entry.place));
    return { ...entry, bytes: Buffer.from(bytes).toString('base64'), excerpt };
  }

  /** Everything that waits, or what of it the body names by source and code; oldest first. */
  @Post('replay')
  @HttpCode(200)
  @Allow('quarantine:replay')
  async replayAll(@Body() body: unknown): Promise<QuarantineReplay> {
    const waiting = this.select({ ...readFilter(asObject(body)), state: 'waiting' }).reverse();
    const result: QuarantineReplay = { replayed: [], refused: [] };
    for (const { id } of waiting) {
      try {
        const { problems } = await this.replayOne(id);
        const [still] = refusedOf(problems);
        if (still === undefined) result.replayed.push(id);
        else result.refused.push({ id, code: 'report.invalid', message: still.message });
      } catch (error) {
        if (!(error instanceof QuarantinedError)) throw error;
        result.refused.push({ id, code: error.code, message: error.message });
      }
    }
    return result;
  }

  @Post(':id/replay')
  @HttpCode(202)
  @Allow('quarantine:replay')
  replay(@Param('id') id: string): Promise<FeedReceipt> {
    return this.replayOne(id);
  }

  private async replayOne(id: string): Promise<FeedReceipt> {
    const raw = await this.shelf.raw(id);
    const receipt = await this.door.finish(this.sources.byId(raw.source, raw.format), raw);
    const understood = refusedOf(receipt.problems).length === 0;
    if (understood && this.shelf.entry(id).state === 'waiting') await this.shelf.markReplayed(id);
    return receipt;
  }

  private select({ source, code, state, limit }: Filter): QuarantineEntry[] {
    return this.shelf
      .list()
      .filter((entry) => source === undefined || entry.source === source)
      .filter((entry) => code === undefined || entry.code === code)
      .filter((entry) => state === undefined || entry.state === state)
      .slice(0, limit);
  }
}

function readFilter(written: unknown): Filter {
  const parsed = Filter.safeParse(written ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HubError('request.invalid', issue?.message ?? 'the filter cannot be read', {
    place: { path: `/${issue?.path.join('/') ?? ''}` },
  });
}

/** An absent body is an empty one; feeds take bytes, so JSON may arrive as bytes. */
export function asObject(body: unknown): unknown {
  if (!(body instanceof Uint8Array)) return body ?? {};
  if (body.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new HubError('request.invalid', 'the body is not JSON', { cause });
  }
}

function withoutGaps(place: QuarantineEntry['place']): { line?: number; column?: number; path?: string } | null {
  if (place === null) return null;
  const { line, column, path } = place;
  return {
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(path === undefined ? {} : { path }),
  };
}
