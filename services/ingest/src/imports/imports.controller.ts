import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { HubError, ImportOptions, ImportTheme, readAsked, type ShelterImport } from '@hinomi/contracts';
import { z } from 'zod';
import { ImportDesk } from './import-desk.js';

const unzip = promisify(gunzip);
/** An unpacked national list has 15 MB. */
const MOST_BYTES = 200 * 1024 * 1024;

const UNREADABLE = 'The request cannot be read.';

const Flag = z.enum(['true', 'false']).default('false');
const ReceiveQuery = z.object({
  fileName: z.string().min(1).max(200).default('list'),
  dryRun: Flag,
  source: z.string().max(128).optional(),
  listName: z.string().trim().min(1).max(60).optional(),
  theme: ImportTheme.optional(),
  municipality: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
});

/** Lists of shelters in, looked at before they count, and back out again. */
@Controller('api/v1/shelters')
export class ImportsController {
  constructor(@Inject(ImportDesk) private readonly desk: ImportDesk) {}

  @Post('import')
  @HttpCode(202)
  @Allow('feeds:write')
  async receive(
    @Body() body: unknown,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ShelterImport> {
    const { fileName, dryRun, ...options } = readAsked(ReceiveQuery, query, UNREADABLE);
    const bytes = await unpacked(body instanceof Uint8Array ? body : new Uint8Array());
    const chosen: ImportOptions = Object.fromEntries(
      Object.entries(options).filter(([, value]) => value !== undefined),
    );
    return this.desk.receive(bytes, { fileName, dryRun: dryRun === 'true', options: chosen }, principal);
  }

  @Get('imports')
  @Allow('feeds:write')
  list(@CurrentPrincipal() principal: Principal): { imports: ShelterImport[] } {
    return { imports: this.desk.list(principal) };
  }

  @Get('imports/:id')
  @Allow('feeds:write')
  one(@Param('id') id: string, @CurrentPrincipal() principal: Principal): ShelterImport {
    return this.desk.one(id, principal);
  }

  /** What the person decided; the list is read again. */
  @Patch('imports/:id')
  @Allow('feeds:write')
  decide(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ShelterImport> {
    return this.desk.decide(id, readAsked(ImportOptions, body, UNREADABLE), principal);
  }

  @Post('imports/:id/start')
  @HttpCode(202)
  @Allow('feeds:write')
  start(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<ShelterImport> {
    return this.desk.start(id, principal);
  }

  @Post('imports/:id/cancel')
  @HttpCode(202)
  @Allow('feeds:write')
  cancel(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<ShelterImport> {
    return this.desk.cancel(id, principal);
  }

  @Post('imports/:id/undo')
  @HttpCode(202)
  @Allow('feeds:write')
  undo(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<ShelterImport> {
    return this.desk.undo(id, principal);
  }
}

/** National lists are published packed. */
async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await unzip(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new HubError(
      'report.unreadable',
      `the packed list cannot be unpacked, or has more than ${MOST_BYTES} bytes`,
      {
        cause,
      },
    );
  }
}
