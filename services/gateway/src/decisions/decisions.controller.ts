import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  DecisionRequest,
  HubError,
  instantFromMillis,
  readAsked,
  REALMS,
  type DecisionEntry,
  type DecisionId,
  type FeatureV1,
  type RunId,
  type ThingDecidedV1,
  type ThingDecision,
} from '@hinomi/contracts';
import { municipalityParents } from '@hinomi/geo';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ulid } from 'ulid';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';
import { DecisionShelf } from './decision-shelf.js';

const MUNICIPALITY_DIGITS = 5;

/** Operators say which reports are of one thing, which are not, and what holds whatever reports say. */
@Controller('api/v1/decisions')
export class DecisionsController {
  constructor(
    @Inject(DecisionShelf) private readonly shelf: DecisionShelf,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  @Get()
  @Allow('decisions:read')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query('exercise') exercise?: string,
    @Query('is') is?: string,
  ): DecisionEntry[] {
    const all = this.shelf
      .list(exercise === 'true' ? 'drill' : 'real')
      .filter(({ decision }) => !this.isHidden(decision, principal));
    return is === undefined ? all : all.filter(({ decision }) => decision.is === is);
  }

  @Post()
  @HttpCode(201)
  @Allow('decisions:write')
  async decide(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<DecisionEntry> {
    const { decision, note } = readAsked(DecisionRequest, body, 'The decision cannot be read.');
    if (decision.is === 'acknowledged' && decision.severity !== undefined) {
      const { exercise, severity } = this.findHazard(decision.thing, principal);
      // Nobody takes note beforehand of what may come worse.
      return this.append({ ...decision, severity: Math.min(decision.severity, severity) }, note, exercise, principal);
    }
    const things = thingsOf(decision).map((thing) => this.find(thing, principal));
    if (decision.is !== 'acknowledged' && !things.every((thing) => this.isTheirs(thing, principal))) throw notTheirs();
    const exercises = new Set(things.map((thing) => thing.exercise));
    const [exercise = null, other] = exercises;
    if (other !== undefined) {
      throw new HubError('request.invalid', 'Things of an exercise and of the real world are never one.', {
        place: { path: '/decision' },
      });
    }
    return this.append(ofHeadquarters(decision), note, exercise, principal);
  }

  /** Undoes a decision: it counts no more, and stays on record. */
  @Delete(':id')
  @HttpCode(200)
  @Allow('decisions:write')
  async withdraw(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<DecisionEntry> {
    const entry = this.shelf.find(id);
    const { decisionId, exercise, withdrawn } = entry;
    if (!this.mayWithdraw(entry, principal)) throw notTheirs();
    if (withdrawn === null) await this.append({ is: 'withdraw', decisionId }, '', exercise, principal);
    return this.shelf.find(id);
  }

  /** What is said of a thing stands above every report of it, so whoever says it is one who may report of it. */
  private isTheirs({ id, aliases = [], areaCodes }: FeatureV1, principal: Principal): boolean {
    const codes = areaCodes
      .filter((code) => code.length === MUNICIPALITY_DIGITS)
      .flatMap((code) => [code, ...municipalityParents(code)]);
    return (codes.length === 0 ? [null] : codes).some((jurisdiction) =>
      this.policies.mayReport(principal, { jurisdiction, ids: [id, ...aliases] }),
    );
  }

  /** Of what is no longer there whoever decided it still says so, and headquarters of the whole hub. */
  private mayWithdraw({ decision, by }: DecisionEntry, principal: Principal): boolean {
    if (decision.is === 'acknowledged') return !this.isHidden(decision, principal);
    if (by.subject === principal.subject || principal.jurisdiction === null) return true;
    return thingsOf(decision).every((id) => {
      const thing = this.lookUp(id);
      return thing !== undefined && this.isTheirs(thing, principal);
    });
  }

  /** It is about something that they may not see. */
  private isHidden(decision: ThingDecision, principal: Principal): boolean {
    return thingsOf(decision).some((id) => {
      const thing = this.lookUp(id);
      return thing !== undefined && !this.policies.maySee(principal, thing.label);
    });
  }

  private lookUp(id: string): FeatureV1 | undefined {
    for (const realm of REALMS) {
      const feature = this.pictures.of(realm).memory.find(id)?.feature;
      if (feature !== undefined) return feature;
    }
    return undefined;
  }

  private async append(
    decision: ThingDecision,
    note: string,
    exercise: RunId | null,
    { subject, name }: Principal,
  ): Promise<DecisionEntry> {
    const nowMs = (this.settings.now ?? Date.now)();
    const decided: ThingDecidedV1 = {
      decisionId: ulid(nowMs) as DecisionId,
      decision,
      note,
      by: { subject, name },
      at: instantFromMillis(nowMs),
      exercise,
    };
    await this.shelf.append(decided);
    return { ...decided, withdrawn: null };
  }

  /** A hazard by its id, as severe as it stands now for whoever sees all of it. */
  private findHazard(id: string, principal: Principal): { exercise: RunId | null; severity: number } {
    for (const realm of REALMS) {
      const { levels, memory } = this.pictures.of(realm);
      for (const featureId of levels.featuresOf(id)) {
        const feature = memory.find(featureId)?.feature;
        if (feature === undefined || !this.policies.maySee(principal, feature.label)) continue;
        return { exercise: feature.exercise, severity: levels.severityOf(id) };
      }
    }
    throw new HubError('feature.not-found', `There is no hazard ${id} in the picture now.`, {
      place: { path: '/decision' },
    });
  }

  /** A thing by any id that its feature is or was known by. */
  private find(id: string, principal: Principal): FeatureV1 {
    for (const realm of REALMS) {
      const feature = this.pictures.of(realm).memory.find(id)?.feature;
      if (feature?.properties.type === 'thing' && this.policies.maySee(principal, feature.label)) return feature;
    }
    throw new HubError('feature.not-found', `There is no thing ${id} in the picture now.`, {
      place: { path: '/decision' },
    });
  }
}

function notTheirs(): HubError {
  return new HubError('access.denied', 'It is not in your jurisdiction.', { place: { path: '/decision' } });
}

/** Whatever the request says, who decides here is headquarters. */
function ofHeadquarters(decision: ThingDecision): ThingDecision {
  return decision.is === 'handled' ? { ...decision, from: 'headquarters' } : decision;
}

function thingsOf(decision: ThingDecision): string[] {
  switch (decision.is) {
    case 'same':
      return decision.things;
    case 'never-same':
      return [decision.thing, ...decision.from];
    case 'pin':
    case 'handled':
    case 'acknowledged':
      return [decision.thing];
    case 'eased':
    case 'withdraw':
      return [];
  }
}
