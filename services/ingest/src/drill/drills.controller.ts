import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { HubError, type DrillEntry, type EventId, type Instant, type RunId, type SourceId } from '@hinomi/contracts';
import { z } from 'zod';
import { normaliseReport } from '../normalise/normalise-report.js';
import { DrillPlayer, SPEEDS, type RunningDrill } from './drill-player.js';
import { planReplay, ReplayRequest, type ReplayProblem } from './plan-replay.js';
import { INGEST_CLOCK } from './ingest-clock.js';
import { RegistryAreas } from './read-registry.js';

const StartRequest = z.strictObject({
  speed: z.number().min(SPEEDS.min).max(SPEEDS.max).optional(),
  registry: RegistryAreas.optional(),
});

/** Exercises: what there is, start, stop, and any telegrams again. */
@Controller('api/v1/drills')
export class DrillsController {
  constructor(
    @Inject(DrillPlayer) private readonly player: DrillPlayer,
    @Inject(INGEST_CLOCK) private readonly now: () => Instant,
  ) {}

  @Get()
  @Allow('drills:read')
  list(): DrillEntry[] {
    return this.player.list();
  }

  @Post('replay')
  @HttpCode(202)
  @Allow('drills:run')
  async replay(@Body() body: unknown): Promise<RunningDrill & { telegrams: number; problems: ReplayProblem[] }> {
    const request = ReplayRequest.parse(body);
    const { playable, problems } = planReplay(request, this.now(), (format, bytes) => {
      normaliseReport(format, bytes, checkContext(this.now()));
    });
    if (!playable) {
      const [first] = problems;
      throw new HubError(
        'report.unreadable',
        `none of ${problems.length} files can be replayed; ${first?.name}: ${first?.message}`,
      );
    }
    const running = await this.player.play(request, () => playable);
    return { ...running, telegrams: playable.items.length, problems };
  }

  @Post(':name/start')
  @HttpCode(202)
  @Allow('drills:run')
  async start(
    @Param('name') name: string,
    @Body() body: unknown,
    @CurrentPrincipal() { jurisdiction }: Principal,
  ): Promise<RunningDrill> {
    // Whoever is of one area exercises with its own shelters.
    const own = jurisdiction === null ? {} : { registry: [jurisdiction] };
    return this.player.start(name, { ...own, ...StartRequest.parse(body ?? {}) });
  }

  @Post(':name/stop')
  @HttpCode(204)
  @Allow('drills:run')
  async stop(@Param('name') name: string): Promise<void> {
    await this.player.stop(name);
  }
}

/** Only to find out whether bytes are understood; nothing of it is kept. */
function checkContext(receivedAt: Instant) {
  return {
    source: { id: 'drill:replay' as SourceId, attribution: '' },
    exercise: 'replay' as RunId,
    rawId: 'raw/replay' as EventId,
    trace: 'replay',
    receivedAt,
  };
}
