import { Inject, Injectable } from '@nestjs/common';
import { HubError, realmOf, type OrderEntry } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { decideOrderStep } from './decide-order-step.js';
import { normaliseOrderStep, type EnteredStep } from './normalise-order-step.js';
import { OrderShelf } from './order-shelf.js';

const log = logOf('gateway');

/** Takes steps one after the other: of two who change what both saw, the second is told. */
@Injectable()
export class OrderDoor {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(OrderShelf) private readonly shelf: OrderShelf,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  /** Resolves when the step is on the log, or was before; `order.overtaken` where somebody else was first. */
  enter(entered: Omit<EnteredStep, 'number'>, after: string | null): Promise<Omit<OrderEntry, 'mayChange'>> {
    const entering = this.last.then(() => this.enterNow(entered, after));
    this.last = entering.catch(() => undefined);
    return entering;
  }

  private async enterNow(entered: Omit<EnteredStep, 'number'>, after: string | null) {
    await this.shelf.catchUp(realmOf(entered));
    const nowMs = (this.settings.now ?? Date.now)();
    const known = this.shelf.find(entered.hazardId);
    const decision = decideOrderStep(known, { ...entered, after }, nowMs);
    switch (decision.outcome) {
      case 'refused':
        throw new HubError('request.invalid', decision.why, { place: { path: decision.path } });
      case 'overtaken':
        throw new HubError('order.overtaken', 'Somebody changed this order meanwhile: look at it again.');
      case 'accepted':
        await this.shelf.append(normaliseOrderStep({ ...entered, number: (known?.steps.length ?? 0) + 1 }));
        log.info('an evacuation order', { order: entered.hazardId, step: entered.step, by: entered.by.subject });
        break;
      case 'already-known':
        break;
    }
    const entry = this.shelf.find(entered.hazardId);
    if (entry === undefined) throw new HubError('order.not-found', `There is no order ${entered.hazardId}.`);
    return entry;
  }
}
