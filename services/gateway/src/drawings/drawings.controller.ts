import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import { DrawingRequest, readAsked, realmOf, type DrawingEntry, type DrawingReceipt } from '@hinomi/contracts';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { readExercise } from '../chronology/read-chronology-query.js';
import type { KnownDrawing } from './drawing-book.js';
import { DrawingDoor } from './drawing-door.js';
import { Drawings } from './drawings.js';

/** 描き込み: what headquarters draw on the map together. What stands is in the picture; here is who drew it. */
@Controller('api/v1/drawings')
export class DrawingsController {
  constructor(
    @Inject(Drawings) private readonly drawings: Drawings,
    @Inject(DrawingDoor) private readonly door: DrawingDoor,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  /** Those that were removed as well, in the order they were begun. */
  @Get()
  @Allow('drawings:read')
  list(@CurrentPrincipal() principal: Principal, @Query('exercise') asked?: string): DrawingEntry[] {
    const exercise = readExercise(asked);
    const all = this.drawings.of(realmOf({ exercise })).list(exercise);
    return all.filter((known) => this.sees(principal, known)).map(shown);
  }

  @Post()
  @HttpCode(201)
  @Allow('drawings:write')
  async write(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<DrawingReceipt> {
    const asked = readAsked(DrawingRequest, body, 'The drawing cannot be read.');
    const { outcome, entry } = await this.door.enter(asked, {
      by: { subject: principal.subject, name: principal.name },
      jurisdiction: principal.jurisdiction,
      sees: (known) => this.sees(principal, known),
    });
    return { outcome, entry: shown(entry) };
  }

  /** Who drew is for those who see what was drawn. */
  private sees(principal: Principal, { jurisdiction }: KnownDrawing): boolean {
    return this.policies.maySee(principal, { classification: 'headquarters', jurisdiction });
  }
}

function shown({ jurisdiction: _jurisdiction, ...entry }: KnownDrawing): DrawingEntry {
  return entry;
}
