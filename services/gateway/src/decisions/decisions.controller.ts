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
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ulid } from 'ulid';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';
import { DecisionShelf } from './decision-shelf.js';

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
  list(@Query('exercise') exercise?: string, @Query('is') is?: string): DecisionEntry[] {
    const all = this.shelf.list(exercise === 'true' ? 'drill' : 'real');
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
    const exercises = new Set(thingsOf(decision).map((thing) => this.find(thing, principal).exercise));
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
    const { decisionId, exercise, withdrawn } = this.shelf.find(id);
    if (withdrawn === null) await this.append({ is: 'withdraw', decisionId }, '', exercise, principal);
    return this.shelf.find(id);
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
