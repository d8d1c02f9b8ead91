import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import {
  BreakGlassRequest,
  MoveRequest,
  PersonSearch,
  ReadQuery,
  VaultId,
  type Instant,
  type PersonAnswer,
  type PersonInCare,
} from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { z } from 'zod';
import { ShelterPlaces } from '../host/shelter-places.js';
import { VaultHost } from '../host/vault-host.js';
import { actorOf, CareRequests } from './care-requests.js';
import { readInput, readJson, worldOf } from './read-input.js';

const log = logOf('phr');

/** Why a person's key is destroyed: they take their consent back, or the record should not be there. */
const EraseQuery = z.strictObject({ because: z.enum(['revoked', 'deleted']) });

/** Persons as their care team has them: who is here, where they go, and that they want to be forgotten. */
@Controller('api/v1/phr')
@Allow('vault:care')
export class PersonsController {
  constructor(
    @Inject(VaultHost) private readonly host: VaultHost,
    @Inject(CareRequests) private readonly requests: CareRequests,
    @Inject(ShelterPlaces) private readonly places: ShelterPlaces,
  ) {}

  @Get('persons')
  @Header('cache-control', 'no-store')
  list(@Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<PersonInCare[]> {
    const { purpose, shelter } = readInput(ReadQuery, query);
    const asked = this.requests.of(principal, purpose, shelter);
    const { realm, disaster } = worldOf(asked.shelter);
    return this.host.guarded(realm, asked.who, () => this.host.care.list(this.host.of(realm), disaster, asked));
  }

  @Post('search')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  search(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<PersonAnswer[]> {
    const { purpose, shelter, by } = readJson(PersonSearch, body);
    const asked = this.requests.of(principal, purpose, shelter);
    const { realm, disaster } = worldOf(asked.shelter);
    return this.host.guarded(realm, asked.who, () => this.host.care.search(this.host.of(realm), disaster, asked, by));
  }

  /** The shelter that they come to; whoever works there says so. */
  @Post('persons/:id/move')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async move(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PersonAnswer> {
    const { shelter } = readJson(MoveRequest, body);
    const { realm, disaster } = worldOf(readInput(VaultId, id));
    if (worldOf(shelter).disaster !== disaster) readInput(z.never(), shelter);
    const asked = this.requests.of(principal, 'transfer', shelter);
    return this.host.guarded(realm, asked.who, () =>
      this.host.care.move(this.host.of(realm), asked, id, asked.shelter),
    );
  }

  @Post('persons/:id/leave')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async leave(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PersonAnswer> {
    const { shelter } = readJson(MoveRequest, body);
    const { realm } = worldOf(readInput(VaultId, id));
    const asked = this.requests.of(principal, 'transfer', shelter);
    return this.host.guarded(realm, asked.who, () => this.host.care.move(this.host.of(realm), asked, id, null));
  }

  @Post('persons/:id/break-glass')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async breakGlass(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<{ until: Instant }> {
    const asked = readJson(BreakGlassRequest, body);
    const { realm } = worldOf(readInput(VaultId, id));
    const who = actorOf(principal);
    const shelter = this.places.nameOf(asked.shelter);
    const granted = await this.host.guarded(realm, who, () =>
      this.host.care.breakGlass(this.host.of(realm), who, id, { ...asked, shelter }),
    );
    const { reason, purpose } = asked;
    log.warn('emergency access to a record', {
      realm,
      by: who.actor,
      agency: who.agency,
      shelter,
      purpose,
      why: reason,
      ...granted,
    });
    return granted;
  }

  @Delete('persons/:id')
  @HttpCode(204)
  async erase(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    const { because } = readInput(EraseQuery, query);
    const { realm } = worldOf(readInput(VaultId, id));
    const who = actorOf(principal);
    // Reception takes consent, so it takes it back; somebody who left is nobody's but whoever has no jurisdiction.
    const mayAt = (shelter: string | null): boolean => this.requests.mayCare(principal, 'reception', shelter ?? '');
    await this.host.guarded(realm, who, () => this.host.care.erase(this.host.of(realm), who, id, because, mayAt));
    log.info('a person was erased', { realm, by: who.actor, because });
  }
}
