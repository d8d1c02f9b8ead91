import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { PharmacyAct, PharmacyTasksQuery, VaultId, type PharmacyTask, type TasksAnswer } from '@hinomi/contracts';
import { VaultHost } from '../host/vault-host.js';
import { listTasks, withoutPerson } from '../tasks/list-tasks.js';
import { ShelterPlaces } from '../host/shelter-places.js';
import { actorOf, CareRequests } from './care-requests.js';
import { readInput, readJson, world, worldOf } from './read-input.js';

const PHARMACY = 'pharmacy';

/** What pharmacies are asked for at the shelters of their jurisdiction, and how far they are with it. */
@Controller('api/v1/phr/pharmacy/tasks')
@Allow('vault:pharmacy')
export class PharmacyController {
  constructor(
    @Inject(VaultHost) private readonly host: VaultHost,
    @Inject(CareRequests) private readonly requests: CareRequests,
    @Inject(ShelterPlaces) private readonly places: ShelterPlaces,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async list(@Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<TasksAnswer<PharmacyTask>> {
    const { exercise = null, mark } = readInput(PharmacyTasksQuery, query);
    const { realm, disaster } = world(exercise);
    const who = actorOf(principal);
    const asked = {
      who,
      purpose: PHARMACY,
      shelter: null,
      disaster,
      permitted: true,
      isTheirs: this.worksFor(principal),
    };
    return this.host.guarded(realm, who, async () => {
      const answer = await listTasks(this.host.of(realm), asked, mark, (shelter) => this.places.titleOf(shelter));
      return { mark: answer.mark, tasks: answer.tasks?.map(withoutPerson) ?? null };
    });
  }

  @Post(':id')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async act(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PharmacyTask> {
    const act = readJson(PharmacyAct, body);
    const { realm } = worldOf(readInput(VaultId, id));
    const asked = { who: actorOf(principal), permitted: this.worksFor(principal) };
    return this.host.guarded(realm, asked.who, () => this.host.tasks.pharmacyAct(this.host.of(realm), asked, id, act));
  }

  private worksFor(principal: Principal): (shelter: string) => boolean {
    return (shelter) => this.requests.mayCare(principal, PHARMACY, shelter);
  }
}
