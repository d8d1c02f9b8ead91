import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  HubError,
  IssueOrderRequest,
  orderHazardId,
  OrderStepRequest,
  readAsked,
  type NamedCode,
  type OrderEntry,
  type PolygonGeometry,
} from '@hinomi/contracts';
import { areasOf, municipalityParents, PreparedArea } from '@hinomi/geo';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Pictures } from '../picture/pictures.js';
import { nameOf } from '../rollups/municipalities.js';
import { readDrawnArea } from '../rollups/read-rollup-query.js';
import { OrderDoor } from './order-door.js';
import { OrderShelf } from './order-shelf.js';

type Bare = Omit<OrderEntry, 'mayChange'>;

/** 避難情報: what a municipality orders, entered by its own headquarters. */
@Controller('api/v1/orders')
export class OrdersController {
  constructor(
    @Inject(OrderShelf) private readonly shelf: OrderShelf,
    @Inject(OrderDoor) private readonly door: OrderDoor,
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  /** With all steps and who entered them; those that ended as well. */
  @Get()
  @Allow('orders:read')
  list(@CurrentPrincipal() principal: Principal, @Query('exercise') exercise?: string): OrderEntry[] {
    const all = this.shelf.list(exercise === 'true' ? 'drill' : 'real');
    return all.filter((entry) => this.sees(entry, principal)).map((entry) => this.shown(entry, principal));
  }

  /** Those that the asker may order in. */
  @Get('municipalities')
  @Allow('orders:write')
  municipalities(@CurrentPrincipal() principal: Principal): NamedCode[] {
    return areasOf('jma-city')
      .filter(({ code }) => code.endsWith('00'))
      .map(({ code, name }) => ({ code: code.slice(0, 5), name }))
      .filter(({ code }) => this.mayOrder(code, principal));
  }

  @Get(':id')
  @Allow('orders:read')
  one(@Param('id') id: string, @CurrentPrincipal() principal: Principal): OrderEntry {
    return this.shown(this.find(id, principal), principal);
  }

  @Post()
  @HttpCode(201)
  @Allow('orders:write')
  async issue(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<OrderEntry> {
    const asked = readAsked(IssueOrderRequest, body, 'The order cannot be read.');
    const { orderId, stepId, issuedAt, level, municipality: code, area, exercise } = asked;
    const municipality = { code, name: nameOf(code) };
    if (municipality.name === '') {
      throw new HubError('request.invalid', `There is no municipality ${code}.`, { place: { path: '/municipality' } });
    }
    this.allow(code, principal);
    const { districts, households, persons, reason } = asked;
    const content = { level, districts, drawn: this.readArea(area, code), households, persons };
    const hazardId = orderHazardId(orderId, exercise);
    const entered = { hazardId, municipality, exercise, stepId, step: 'issue' as const, issuedAt, reason, content };
    return this.shown(await this.door.enter({ ...entered, by: byOf(principal) }, null), principal);
  }

  /** Changes, corrects, lifts or withdraws it. What was said before stays on the log. */
  @Post(':id/steps')
  @HttpCode(201)
  @Allow('orders:write')
  async step(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<OrderEntry> {
    const { id: hazardId, municipality, exercise } = this.find(id, principal);
    this.allow(municipality.code, principal);
    const asked = readAsked(OrderStepRequest, body, 'The step cannot be read.');
    const { stepId, step, issuedAt, after, reason } = asked;
    const content =
      asked.step === 'lift' || asked.step === 'withdraw'
        ? null
        : {
            level: asked.level,
            districts: asked.districts,
            drawn: this.readArea(asked.area, municipality.code),
            households: asked.households,
            persons: asked.persons,
          };
    const entered = { hazardId, municipality, exercise, stepId, step, issuedAt, reason, content };
    return this.shown(await this.door.enter({ ...entered, by: byOf(principal) }, after), principal);
  }

  private find(id: string, principal: Principal): Bare {
    const entry = this.shelf.find(id);
    if (entry !== undefined && this.sees(entry, principal)) return entry;
    throw new HubError('order.not-found', `There is no order ${id}.`);
  }

  /** Who entered what is for the headquarters it concerns: the municipality's own, its prefecture's, the whole hub's. */
  private sees({ municipality: { code } }: Bare, { jurisdiction }: Principal): boolean {
    return jurisdiction === null || code === jurisdiction || municipalityParents(code).includes(jurisdiction);
  }

  private shown(entry: Bare, principal: Principal): OrderEntry {
    return { ...entry, mayChange: this.mayOrder(entry.municipality.code, principal) };
  }

  private mayOrder(code: string, principal: Principal): boolean {
    return this.policies.permits(principal, 'orders:write') && this.policies.mayOrder(principal, code);
  }

  private allow(code: string, principal: Principal): void {
    if (this.mayOrder(code, principal)) return;
    throw new HubError('access.denied', 'Only the municipality itself orders its people to leave.', {
      place: { path: '/municipality' },
    });
  }

  /** An area that is nowhere in its municipality is a slip. */
  private readArea(area: PolygonGeometry | null, code: string): PolygonGeometry | null {
    if (area === null) return null;
    const drawn = readDrawnArea(area);
    const met = this.pictures.of('real').rollups.municipalities.meeting(new PreparedArea(drawn));
    if (met.some((each) => each === code || municipalityParents(each).includes(code))) return drawn;
    throw new HubError('request.invalid', `The area is not in ${nameOf(code)}.`, { place: { path: '/area' } });
  }
}

function byOf({ subject, name }: Principal): { subject: string; name: string } {
  return { subject, name };
}
