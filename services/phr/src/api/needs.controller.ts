import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import {
  CareTaskAct,
  CareTasksQuery,
  NeedAct,
  TaskRequest,
  VaultId,
  type CareTask,
  type NeedActAnswer,
  type TasksAnswer,
} from '@hinomi/contracts';
import { ShelterPlaces } from '../host/shelter-places.js';
import { VaultHost } from '../host/vault-host.js';
import { listTasks } from '../tasks/list-tasks.js';
import { CareRequests } from './care-requests.js';
import { readInput, readJson, worldOf } from './read-input.js';

/** What the care team does about a person's needs: says that one is met or none, and asks a pharmacy for what is missing. */
@Controller('api/v1/phr')
@Allow('vault:care')
export class NeedsController {
  constructor(
    @Inject(VaultHost) private readonly host: VaultHost,
    @Inject(CareRequests) private readonly requests: CareRequests,
    @Inject(ShelterPlaces) private readonly places: ShelterPlaces,
  ) {}

  @Post('persons/:id/needs')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async decide(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<NeedActAnswer> {
    const act = readJson(NeedAct, body);
    const { realm } = worldOf(readInput(VaultId, id));
    const asked = this.requests.of(principal, act.purpose, act.shelter);
    return this.host.guarded(realm, asked.who, () => this.host.needs.decide(this.host.of(realm), asked, id, act));
  }

  @Post('persons/:id/tasks')
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  async ask(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CareTask> {
    const request = readJson(TaskRequest, body);
    const { realm } = worldOf(readInput(VaultId, id));
    const asked = this.requests.of(principal, request.purpose, request.shelter);
    return this.host.guarded(realm, asked.who, () => this.host.tasks.ask(this.host.of(realm), asked, id, request));
  }

  @Get('tasks')
  @Header('cache-control', 'no-store')
  async list(@Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<TasksAnswer<CareTask>> {
    const { purpose, shelter, mark } = readInput(CareTasksQuery, query);
    const asked = this.requests.of(principal, purpose, shelter);
    const { realm, disaster } = worldOf(asked.shelter);
    const listing = { ...asked, disaster, isTheirs: (each: string) => each === asked.shelter };
    return this.host.guarded(realm, asked.who, () =>
      listTasks(this.host.of(realm), listing, mark, (each) => this.places.titleOf(each)),
    );
  }

  @Post('tasks/:id')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async act(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CareTask> {
    const act = readJson(CareTaskAct, body);
    const { realm } = worldOf(readInput(VaultId, id));
    const asked = this.requests.of(principal, act.purpose, act.shelter);
    return this.host.guarded(realm, asked.who, () => this.host.tasks.act(this.host.of(realm), asked, id, act));
  }
}
