import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  NeedOver,
  OpenShelterRequest,
  readAsked,
  RunId,
  type AlikeShelter,
  type PhotoReceipt,
  type ShelterDeficit,
  type ShelterDetail,
  type ShelterEntry,
  type ShelterReportReceipt,
  type SilentShelter,
  type WaitingReports,
} from '@hinomi/contracts';
import { municipalityParents } from '@hinomi/geo';
import { logOf } from '@hinomi/service-kit';
import { deriveDetail, type KnownShelter } from './index/derive-entry.js';
import { deriveSilent } from './index/derive-silent.js';
import { isOfExercise } from './index/shelter-index.js';
import { ShelterIndexes } from './index/shelter-indexes.js';
import { deriveAlike } from './places/derive-alike.js';
import { MunicipalityFinder } from './places/municipality-finder.js';
import { NeedDoor } from './needs/need-door.js';
import { PlaceDoor } from './places/place-door.js';
import { PhotoDoor } from './photos/photo-door.js';
import { readAlike, readPhoto, readSearch, readSilent } from './read-shelter-query.js';
import { ReportDoor } from './reports/report-door.js';
import { WaitingReportList } from './reports/waiting-reports.js';
import { SHELTER_SETTINGS, type ShelterSettings } from './shelter-settings.js';

const log = logOf('shelter');

/** Find the right shelter, report from it, and see who is silent. */
@Controller('api/v1/shelters')
export class SheltersController {
  constructor(
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(ReportDoor) private readonly door: ReportDoor,
    @Inject(PlaceDoor) private readonly places: PlaceDoor,
    @Inject(NeedDoor) private readonly needs: NeedDoor,
    @Inject(WaitingReportList) private readonly waiting: WaitingReportList,
    @Inject(PhotoDoor) private readonly photos: PhotoDoor,
    @Inject(MunicipalityFinder) private readonly municipalities: MunicipalityFinder,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(SHELTER_SETTINGS) private readonly settings: ShelterSettings,
  ) {}

  @Get()
  @Allow('shelters:read')
  search(@Query() query: unknown, @CurrentPrincipal() principal: Principal): ShelterEntry[] {
    const { q, ...asked } = readSearch(query);
    const index = this.indexes.of(asked.exercise === null ? 'real' : 'drill');
    return index.search({ text: q, ...asked, sees: this.offeredTo(principal) }).map(({ entry }) => entry);
  }

  /** The call list. */
  @Get('silent')
  @Allow('shelters:read')
  silent(@Query() query: unknown, @CurrentPrincipal() principal: Principal): SilentShelter[] {
    const { hours, municipality, exercise } = readSilent(query);
    const sees = this.offeredTo(principal);
    const asked = [...this.indexes.of(exercise === null ? 'real' : 'drill').all()].filter(
      (known) =>
        isOfExercise(known, exercise) &&
        (municipality === null || known.municipalities.some((code) => code.startsWith(municipality))) &&
        sees(known),
    );
    return deriveSilent(asked, hours, this.settings.now());
  }

  /** What is reported of shelters that nobody lists. */
  @Get('waiting')
  @Allow('decisions:read')
  waitingReports(@Query('exercise') exercise?: string): WaitingReports[] {
    return this.waiting.list(exercise === 'true');
  }

  /** What may be the place that is about to be opened. */
  @Get('alike')
  @Allow('shelters:read')
  alike(@Query() query: unknown, @CurrentPrincipal() principal: Principal): AlikeShelter[] {
    const { name, lngLat, address, exercise } = readAlike(query);
    const sees = this.offeredTo(principal);
    const all = [...this.indexes.of(exercise === null ? 'real' : 'drill').all()].filter(
      (known) => isOfExercise(known, exercise) && sees(known),
    );
    return deriveAlike(all, { name, lngLat, municipality: this.municipalities.of({ lngLat, address }) });
  }

  @Get(':id')
  @Allow('shelters:read')
  one(@Param('id') id: string, @CurrentPrincipal() principal: Principal): ShelterDetail {
    const known = this.find(id, principal);
    const people = this.indexes.ofId(known.entry.id).peopleOf(known);
    const seen = people !== undefined && this.policies.maySee(principal, people.label) ? people : undefined;
    const needs = this.indexes
      .ofId(known.entry.id)
      .notesOf(known)
      .flatMap(({ label, need }) => (this.policies.maySee(principal, label) ? [need] : []));
    const mayReport =
      this.policies.permits(principal, 'shelters:report') &&
      this.mayReport(principal, known.municipalities, idsOf(known));
    return { ...deriveDetail(known, seen, needs, this.settings.now()), mayReport };
  }

  @Get(':id/deficits')
  @Allow('shelters:read')
  deficits(@Param('id') id: string, @CurrentPrincipal() principal: Principal): ShelterDeficit[] {
    return this.one(id, principal).deficits;
  }

  @Post(':id/reports')
  @HttpCode(202)
  @Allow('shelters:report')
  async report(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ShelterReportReceipt> {
    this.allowReport(id, principal);
    const receipt = await this.door.receive(id, body, { subject: principal.subject, name: principal.name });
    log.info('took reports of a shelter', {
      ...{ shelter: id, clockSkewMs: receipt.clockSkewMs, by: principal.subject },
      accepted: receipt.accepted.length,
      duplicates: receipt.duplicates.length,
      refused: receipt.refused.length,
    });
    return receipt;
  }

  @Post(':id/needs/over')
  @HttpCode(202)
  @Allow('shelters:report')
  async needOver(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<{ decisionId: string }> {
    const over = readAsked(NeedOver, body, 'What is over cannot be read.');
    this.allowReport(id, principal);
    const { subject, name } = principal;
    await this.needs.over(this.find(id, principal), over, { subject, name });
    log.info('a need is over', { shelter: id, decision: over.decisionId, by: subject });
    return { decisionId: over.decisionId };
  }

  /** A JPEG as it is; what is in it besides the picture is taken out here. */
  @Post(':id/photos')
  @HttpCode(201)
  @Allow('shelters:report')
  async photo(
    @Param('id') id: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PhotoReceipt> {
    this.allowReport(id, principal);
    const asked = readPhoto(query);
    if (!(body instanceof Uint8Array))
      throw new HubError('photo.unreadable', 'Send the bytes of a JPEG as image/jpeg.');
    const receipt = await this.photos.receive(this.find(id, principal), asked, body, principal);
    log.info('took a photo', { photo: receipt.id, shelter: id, bytes: body.length, by: principal.subject });
    return receipt;
  }

  @Post()
  @HttpCode(201)
  @Allow('shelters:open')
  async open(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<ShelterEntry> {
    const request = readAsked(OpenShelterRequest, body, 'The place cannot be read.');
    const run = readRun(request.exercise);
    const municipality = this.municipalities.of(request);
    if (principal.shelters !== null) {
      throw new HubError('shelter.not-yours', 'Whoever is bound to shelters opens no others.');
    }
    if (request.lngLat === null && municipality === null) {
      throw new HubError('request.invalid', 'Without a position the address must name the municipality.', {
        place: { path: '/address' },
      });
    }
    if (!this.mayReport(principal, municipality === null ? [] : [municipality], [])) {
      throw new HubError('access.denied', 'The place is outside your jurisdiction.', { place: { path: '/lngLat' } });
    }
    const entry = await this.places.open(request, run, municipality);
    log.info('opened a place', { place: entry.id, kind: request.kind, municipality, by: principal.subject });
    return entry;
  }

  /** Of a place that nobody tells of yet only those report who may do so anywhere: it waits for its place. */
  private allowReport(id: string, principal: Principal): void {
    const known = this.indexes.find(id);
    const ids = known === undefined ? [id] : idsOf(known);
    if (this.mayReport(principal, known?.municipalities ?? [], ids)) return;
    if (principal.shelters !== null && !isOneOf(principal.shelters, ids)) {
      throw new HubError('shelter.not-yours', 'You report for other shelters than this one.');
    }
    if (known === undefined) {
      this.waiting.turnAway(id, principal.name);
      throw notFound(id);
    }
    throw new HubError('access.denied', 'This shelter is outside your jurisdiction.');
  }

  /** A ward is in its city as well. */
  private mayReport(principal: Principal, municipalities: readonly string[], ids: readonly string[]): boolean {
    const codes = municipalities.flatMap((code) => [code, ...municipalityParents(code)]);
    return (codes.length === 0 ? [null] : codes).some((jurisdiction) =>
      this.policies.mayReport(principal, { jurisdiction, ids }),
    );
  }

  private find(id: string, principal: Principal): KnownShelter {
    const known = this.indexes.find(id);
    if (known === undefined || !this.policies.maySee(principal, known.label)) throw notFound(id);
    return known;
  }

  /** Whoever is bound to shelters looks for those; what they may see of others stays. */
  private offeredTo(principal: Principal): (known: KnownShelter) => boolean {
    const { shelters } = principal;
    return (known) =>
      (shelters === null || isOneOf(shelters, idsOf(known))) && this.policies.maySee(principal, known.label);
  }
}

function idsOf({ entry, aliases }: KnownShelter): string[] {
  return [entry.id, ...aliases];
}

function isOneOf(bound: readonly string[], ids: readonly string[]): boolean {
  return bound.some((id) => ids.includes(id));
}

function notFound(id: string): HubError {
  return new HubError('feature.not-found', `There is no shelter ${id} in the picture now.`);
}

function readRun(exercise: string | null): RunId | null {
  if (exercise === null) return null;
  const read = RunId.safeParse(exercise);
  if (read.success) return read.data;
  throw new HubError('request.invalid', 'There is no such run of an exercise.', { place: { path: '/exercise' } });
}
