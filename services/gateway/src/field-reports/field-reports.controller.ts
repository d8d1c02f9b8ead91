import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  FieldReportRequest,
  FieldReportStepRequest,
  fieldReportId,
  HubError,
  readAsked,
  type FieldGeometry,
  type FieldReportEntry,
  type NamedCode,
  type Subject,
} from '@hinomi/contracts';
import { BOUNDARIES, municipalityParents, MunicipalityFinder, type Boundaries } from '@hinomi/geo';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { nameOf } from '../rollups/municipalities.js';
import { FieldReportDoor, noReport } from './field-report-door.js';
import { FieldReportShelf, type KnownFieldReport } from './field-report-shelf.js';
import { municipalityOf, positionsToAsk } from './locate-field-report.js';

/** 現地報告: what headquarters hear of roads, landslides, communities, fires and lifelines, entered by them. */
@Controller('api/v1/field-reports')
export class FieldReportsController {
  private readonly finder: MunicipalityFinder;

  constructor(
    @Inject(FieldReportShelf) private readonly shelf: FieldReportShelf,
    @Inject(FieldReportDoor) private readonly door: FieldReportDoor,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(BOUNDARIES) boundaries: Boundaries,
  ) {
    this.finder = new MunicipalityFinder(boundaries);
  }

  /** With all steps and who entered them; those that ended as well. */
  @Get()
  @Allow('field-reports:read')
  list(@CurrentPrincipal() principal: Principal, @Query('exercise') exercise?: string): FieldReportEntry[] {
    const all = this.shelf.list(exercise === 'true' ? 'drill' : 'real');
    return all.filter((entry) => this.sees(entry, principal)).map((entry) => this.shown(entry, principal));
  }

  @Get(':id')
  @Allow('field-reports:read')
  one(@Param('id') id: string, @CurrentPrincipal() principal: Principal): FieldReportEntry {
    return this.shown(this.find(id, principal), principal);
  }

  @Post()
  @HttpCode(201)
  @Allow('field-reports:write')
  async report(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<FieldReportEntry> {
    const asked = readAsked(FieldReportRequest, body, 'The report cannot be read.');
    const { reportId, stepId, issuedAt, content, exercise } = asked;
    const subject = fieldReportId(reportId, exercise) as string as Subject;
    const municipality = this.placeOf(content.geometry, principal);
    const entered = { subject, municipality, exercise, stepId, step: 'report' as const, issuedAt, reason: '', content };
    return this.shown(await this.door.enter({ ...entered, by: byOf(principal) }, null), principal);
  }

  /** Changes, resolves or withdraws it. What was said before stays on the log. */
  @Post(':id/steps')
  @HttpCode(201)
  @Allow('field-reports:write')
  async step(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<FieldReportEntry> {
    const known = this.find(id, principal);
    if (!this.mayReport(known.municipality?.code ?? null, principal)) throw denied();
    const asked = readAsked(FieldReportStepRequest, body, 'The step cannot be read.');
    const { step, stepId, issuedAt, after } = asked;
    const content = asked.step === 'change' ? asked.content : null;
    if (content !== null && content.theme !== known.steps.at(-1)?.content.theme) {
      const place = { path: '/content/theme' };
      throw new HubError('request.invalid', 'The kind of a report never changes: withdraw it.', { place });
    }
    const municipality = content === null ? known.municipality : this.placeOf(content.geometry, principal);
    const entered = {
      ...{ subject: known.id as string as Subject, municipality, exercise: known.exercise, stepId, step, issuedAt },
      ...{ reason: asked.step === 'change' ? '' : asked.reason, content, by: byOf(principal) },
    };
    return this.shown(await this.door.enter(entered, after), principal);
  }

  /** In which municipality it is, of those that the asker reports of. At sea it is in none: for headquarters of the whole hub. */
  private placeOf(geometry: FieldGeometry, principal: Principal): NamedCode | null {
    const found = this.finder.atEach(positionsToAsk(geometry));
    const code = municipalityOf(found, (each) => this.mayReport(each, principal));
    if (code === null || (code === undefined && !this.mayReport(null, principal))) throw denied();
    return code === undefined ? null : { code, name: nameOf(code) };
  }

  private find(id: string, principal: Principal): KnownFieldReport {
    const entry = this.shelf.find(id);
    if (entry !== undefined && this.sees(entry, principal)) return entry;
    throw noReport(id);
  }

  /** Who entered what is for the headquarters it concerns: the municipality's own, its prefecture's, the whole hub's. */
  private sees({ municipality }: KnownFieldReport, { jurisdiction }: Principal): boolean {
    if (jurisdiction === null) return true;
    return (
      municipality !== null && [municipality.code, ...municipalityParents(municipality.code)].includes(jurisdiction)
    );
  }

  private shown(entry: KnownFieldReport, principal: Principal): FieldReportEntry {
    return { ...entry, mayChange: this.mayReport(entry.municipality?.code ?? null, principal) };
  }

  /** A city reports of its wards too. */
  private mayReport(code: string | null, principal: Principal): boolean {
    if (!this.policies.permits(principal, 'field-reports:write')) return false;
    const places = code === null ? [null] : [code, ...municipalityParents(code)];
    return places.some((jurisdiction) => this.policies.mayReport(principal, { jurisdiction, ids: [] }));
  }
}

function denied(): HubError {
  return new HubError('access.denied', 'The place is not in your jurisdiction.', {
    place: { path: '/content/geometry' },
  });
}

function byOf({ subject, name }: Principal): { subject: string; name: string } {
  return { subject, name };
}
