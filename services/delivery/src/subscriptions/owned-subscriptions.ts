import { Policies, type Principal } from '@hinomi/access';
import { HubError, type Realm, type SubscriptionId } from '@hinomi/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { Journals } from '../journal/journals.js';
import { accessKeyOf, holderPrincipal, isTheirs } from '../journal/sight-of.js';
import { holderIn, SubscriptionRow } from '../journal/subscription.entity.js';
import { SenderDesk } from '../sending/sender-desk.js';
import { noSubscription } from './delivery-reader.js';

/** Subscriptions as far as somebody may have them. */
@Injectable()
export class OwnedSubscriptions {
  constructor(
    @Inject(Journals) private readonly journals: Journals,
    @Inject(SenderDesk) private readonly senders: SenderDesk,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {}

  /** For who may see that it is there: its holder, the holder's agency, and the hub's operators. */
  async seen(id: SubscriptionId, principal: Principal): Promise<SubscriptionRow> {
    const row = await this.journals.rows.find(id);
    if (row === null) throw noSubscription();
    if (isTheirs(row, principal) || this.policies.permits(principal, 'subscriptions:oversee')) return row;
    throw noSubscription();
  }

  /** For who gets what it shows: its holder, and the holder's agency, with the rights of their token. Other rights than before begin anew. */
  async held(id: SubscriptionId, principal: Principal): Promise<SubscriptionRow> {
    const row = await this.journals.rows.find(id);
    if (row === null || !isTheirs(row, principal)) throw noSubscription();
    if (row.expiresAt !== null && row.expiresAt.getTime() <= this.settings.now()) {
      throw new HubError('subscription.expired', 'This subscription has ended: make a new one.');
    }
    const accessKey = accessKeyOf(principal, this.policies);
    if (accessKeyOf(holderPrincipal(row.holder), this.policies) === accessKey) return row;
    const holder = holderIn(principal);
    await this.journals.change(row.realm as Realm, async (rows) => {
      await rows.update(SubscriptionRow, { id }, { holder, accessKey });
      if (row.channel.type !== 'facts') await this.journals.rows.needState(rows, id, this.settings.now());
    });
    this.journals.of(row.realm as Realm).otherwise(id);
    this.senders.look(id);
    return (await this.journals.rows.find(id)) ?? row;
  }

  /** One of features, which has a state and changes. */
  async heldFeatures(id: SubscriptionId, principal: Principal): Promise<SubscriptionRow> {
    const row = await this.held(id, principal);
    if (row.channel.type !== 'facts') return row;
    throw new HubError('channel.refused', `This subscription is another hub’s: GET /api/v1/subscriptions/${id}/facts.`);
  }
}
