import {
  Allow,
  CurrentPrincipal,
  Open,
  Policies,
  Tablets,
  tabletState,
  type Principal,
  type TabletRow,
} from '@hinomi/access';
import {
  HubError,
  instantFromMillis,
  NewTablet,
  REALMS,
  TabletEnrolment,
  type EnrolledTablet,
  type FeatureId,
  type FeatureV1,
  type TabletEntry,
  type TabletReply,
  type TabletShelter,
} from '@hinomi/contracts';
import { municipalityParents } from '@hinomi/geo';
import { logOf, type HttpRequest } from '@hinomi/service-kit';
import { Body, Controller, Get, Header, HttpCode, Inject, Optional, Param, Post, Req } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';

const log = logOf('tablets');

/** Tablets of shelters: enrolled with a code by whoever may report of all their shelters, and revoked again. */
@Controller('api/v1/tablets')
export class TabletsController {
  constructor(
    /** Null where people sign in elsewhere: there tablets are accounts of that provider. */
    @Optional() @Inject(Tablets) private readonly kept: Tablets | null,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  /** Those that only report for what the asker may report of. */
  @Get()
  @Allow('tablets:enrol')
  @Header('cache-control', 'no-store')
  async list(@CurrentPrincipal() principal: Principal): Promise<{ tablets: TabletEntry[] }> {
    const rows = await this.tablets.list();
    return { tablets: rows.filter((row) => this.isWithin(row, principal)).map((row) => this.entryOf(row)) };
  }

  @Post()
  @Allow('tablets:enrol')
  @Header('cache-control', 'no-store')
  async create(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<TabletReply> {
    const wish = NewTablet.parse(body);
    for (const [index, id] of wish.shelters.entries()) {
      const place = { path: `/shelters/${index}` };
      if (this.find(id) === undefined) {
        throw new HubError('feature.not-found', `There is no shelter ${id} in the picture now.`, { place });
      }
      if (!this.mayReport(id, principal)) {
        throw new HubError('shelter.not-yours', 'You may not report of this shelter.', { place });
      }
    }
    const { row, code } = await this.tablets.create(wish, principal);
    log.info('made a code for a tablet', { tablet: row.id, shelters: wish.shelters, by: principal.subject });
    return { tablet: this.entryOf(row), code };
  }

  /** From the tablet itself, which has nothing but the code. */
  @Post('enrol')
  @HttpCode(200)
  @Open()
  @Header('cache-control', 'no-store')
  async enrol(@Body() body: unknown, @Req() request: HttpRequest): Promise<EnrolledTablet> {
    const { code, secret } = TabletEnrolment.parse(body);
    const row = await this.tablets.enrol(code, secret, request.ip);
    log.info('enrolled a tablet', { tablet: row.id });
    return { clientId: row.id, name: row.name, shelters: this.sheltersOf(row) };
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Allow('tablets:enrol')
  @Header('cache-control', 'no-store')
  async revoke(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<TabletReply> {
    const row = await this.tablets.find(id);
    if (!this.isWithin(row, principal)) throw new HubError('tablet.not-found', 'There is no such tablet.');
    const revoked = await this.tablets.revoke(id);
    log.info('revoked a tablet', { tablet: id, by: principal.subject });
    return { tablet: this.entryOf(revoked) };
  }

  private get tablets(): Tablets {
    if (this.kept !== null) return this.kept;
    throw new HubError('not-found', 'People and tablets sign in at another provider here.');
  }

  private entryOf(row: TabletRow): TabletEntry {
    const { id, name, enrolledByName: enrolledBy, lastUsedAt } = row;
    return {
      ...{ id, name, enrolledBy, shelters: this.sheltersOf(row) },
      state: tabletState(row, (this.settings.now ?? Date.now)()),
      enrolledAt: instantFromMillis(row.createdAt.getTime()),
      codeEndsAt: instantFromMillis(row.codeEndsAt.getTime()),
      lastSeenAt: lastUsedAt && instantFromMillis(lastUsedAt.getTime()),
    };
  }

  private sheltersOf({ shelters }: TabletRow): TabletShelter[] {
    return (shelters ?? []).map((id) => {
      const feature = this.find(id);
      if (feature?.properties.type !== 'thing') return { id, name: null, municipality: null, exercise: null };
      const municipality = feature.areaCodes.find((code) => code.length === 5) ?? null;
      return { id: feature.id, name: feature.properties.name, municipality, exercise: feature.exercise };
    });
  }

  /** An administrator of everything sees tablets whose shelters are gone as well. */
  private isWithin({ shelters }: TabletRow, principal: Principal): boolean {
    return (shelters ?? []).every((id) => this.mayReport(id, principal));
  }

  /** A ward is in its city as well. */
  private mayReport(id: FeatureId, principal: Principal): boolean {
    const feature = this.find(id);
    const aliases = feature?.properties.type === 'thing' ? (feature.aliases ?? feature.properties.aliases) : [];
    const codes = (feature?.areaCodes ?? [])
      .filter((code) => code.length === 5)
      .flatMap((code) => [code, ...municipalityParents(code)]);
    return (codes.length === 0 ? [null] : codes).some((jurisdiction) =>
      this.policies.mayReport(principal, { jurisdiction, ids: [id, feature?.id ?? id, ...aliases] }),
    );
  }

  /** By any id that it is or was known by. */
  private find(id: FeatureId): FeatureV1 | undefined {
    for (const realm of REALMS) {
      const feature = this.pictures.of(realm).memory.findAnswering(id)?.feature;
      if (feature?.kind === 'shelter') return feature;
    }
    return undefined;
  }
}
