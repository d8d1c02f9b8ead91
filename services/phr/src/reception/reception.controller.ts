import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  RunId,
  SealedBatch,
  type FeatureId,
  type ReceptionKey,
  type SealedReceipt,
} from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { z } from 'zod';
import { actorOf, CareRequests } from '../api/care-requests.js';
import { readInput, readJson, world, worldOf } from '../api/read-input.js';
import { ShelterPlaces } from '../host/shelter-places.js';
import { VaultHost } from '../host/vault-host.js';
import { PHR_SETTINGS, type PhrSettings } from '../phr-settings.js';
import { currentKey } from './reception-keys.js';
import { ReceiveSealed, type Destination } from './receive-sealed.js';

const log = logOf('phr');

const InWorld = z.strictObject({ exercise: RunId.optional() });

/** Where those who take people in hand in what these said, sealed on the device. Nothing of a person comes back. */
@Controller('api/v1/phr')
@Allow('vault:reception')
export class ReceptionController {
  private readonly receiving: ReceiveSealed;

  constructor(
    @Inject(VaultHost) private readonly host: VaultHost,
    @Inject(CareRequests) private readonly requests: CareRequests,
    @Inject(ShelterPlaces) private readonly places: ShelterPlaces,
    @Inject(PHR_SETTINGS) private readonly settings: PhrSettings,
  ) {
    this.receiving = new ReceiveSealed(host.receiving);
  }

  @Get('key')
  @Header('cache-control', 'no-store')
  async key(@Query() query: unknown): Promise<ReceptionKey> {
    const { exercise = null } = readInput(InWorld, query);
    return currentKey(this.host.of(world(exercise).realm));
  }

  @Post('sealed')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async receive(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<SealedReceipt> {
    const { carried = false, envelopes } = readJson(SealedBatch, body);
    const who = actorOf(principal);
    const receivedAt = instantFromMillis(this.settings.now());
    const { receipt, told, later } = await this.receiving
      .receive({ who, carried }, envelopes, receivedAt, (shelter) => this.destinationOf(principal, shelter))
      .finally(() => {
        this.host.wake('real');
        this.host.wake('drill');
      });
    const counts = { received: receipt.accepted.length, duplicates: receipt.duplicates.length };
    log.info('received sealed forms', { ...counts, refused: told.length, by: principal.subject });
    const refusals = told.map(({ code, place, size }) => `${code} ${place}, ${size} bytes`);
    if (told.length > 0) log.warn('refused sealed forms', { refusals, by: principal.subject });
    for (const error of later) log.error('a sealed form could not be kept', { error });
    return receipt;
  }

  private destinationOf(principal: Principal, asked: FeatureId): Destination {
    const shelter = this.places.nameOf(asked);
    if (!this.requests.mayReceive(principal, shelter)) {
      const isBound = principal.shelters !== null;
      throw new HubError(
        isBound ? 'shelter.not-yours' : 'access.denied',
        isBound ? 'You take people in at other shelters than this one.' : 'This shelter is outside your jurisdiction.',
        { place: { path: '/shelter' } },
      );
    }
    const { realm, disaster } = worldOf(shelter);
    return { vault: this.host.of(realm), disaster, shelter };
  }
}
