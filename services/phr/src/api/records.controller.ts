import { Body, Controller, Get, Header, Inject, Param, Post, Put, Query, Res, UseFilters } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import {
  HealthFormat,
  HubError,
  ReadQuery,
  RecordQuery,
  VaultId,
  type RecordAnswer,
  type RecordReceipt,
} from '@hinomi/contracts';
import { logOf, type HttpReply } from '@hinomi/service-kit';
import { VaultHost } from '../host/vault-host.js';
import { ShelterPlaces } from '../host/shelter-places.js';
import { actorOf, CareRequests } from './care-requests.js';
import { readInput, worldOf } from './read-input.js';
import { RefusalFilter } from './refusal-filter.js';

const log = logOf('phr');

const CREATED = 201;
const OK = 200;
const CorrectionQuery = ReadQuery.extend({ format: HealthFormat });

/** Documents of persons: in, out, and put right. */
@Controller('api/v1/phr/records')
@Allow('vault:care')
@UseFilters(RefusalFilter)
export class RecordsController {
  constructor(
    @Inject(VaultHost) private readonly host: VaultHost,
    @Inject(CareRequests) private readonly requests: CareRequests,
    @Inject(ShelterPlaces) private readonly places: ShelterPlaces,
  ) {}

  @Post()
  async receive(
    @Query() query: unknown,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const asked = readInput(RecordQuery, query);
    const shelter = this.places.nameOf(asked.shelter);
    if (!this.requests.mayCare(principal, 'reception', shelter)) {
      throw new HubError('access.denied', 'This shelter is outside your jurisdiction.', {
        place: { path: '/shelter' },
      });
    }
    const { realm, disaster } = worldOf(shelter);
    const bytes = bytesOf(body);
    const sending = { ...asked, shelter, disaster };
    const { outcome, ...receipt } = await this.host.receiving.receive(
      this.host.of(realm),
      actorOf(principal),
      sending,
      bytes,
    );
    this.host.wake(realm);
    log.info('received a health record', {
      realm,
      outcome,
      shelter,
      format: asked.format,
      size: bytes.byteLength,
      by: principal.subject,
    });
    reply
      .status(outcome === 'received' ? CREATED : OK)
      .header('cache-control', 'no-store')
      .header('location', `/api/v1/phr/records/${encodeURIComponent(receipt.id)}`)
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(receipt satisfies RecordReceipt));
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  async read(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RecordAnswer> {
    const { purpose, shelter } = readInput(ReadQuery, query);
    const { realm } = worldOf(readInput(VaultId, id));
    const asked = this.requests.of(principal, purpose, shelter);
    return this.host.guarded(realm, asked.who, () => this.host.care.read(this.host.of(realm), asked, id));
  }

  @Put(':id')
  @Header('cache-control', 'no-store')
  async correct(
    @Param('id') id: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RecordReceipt> {
    const { purpose, shelter, format } = readInput(CorrectionQuery, query);
    const { realm } = worldOf(readInput(VaultId, id));
    const asked = this.requests.of(principal, purpose, shelter);
    const { record, findings } = this.host.receiving.understand(format, bytesOf(body));
    return this.host.guarded(realm, asked.who, () =>
      this.host.care.withRecord(this.host.of(realm), asked, id, async (change, person, row) => {
        const needs = await this.host.receiving.correct(change, asked.who, person, row, record, purpose);
        return { id, person: person.row.id, needs, findings };
      }),
    );
  }
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.byteLength > 0) return body;
  throw new HubError('request.invalid', 'The body is empty: send the document as it is.', { place: { path: '' } });
}
