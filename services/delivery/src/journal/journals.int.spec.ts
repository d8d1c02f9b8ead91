import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubscriptionChanges, SubscriptionReply } from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';
import { Journals } from './journals.js';

const WISH = {
  interest: { exercise: false },
  owner: { organisation: '石川県', purpose: '県の災害対策本部の地図', contact: 'bousai@example.jp' },
};

describe('a journal that nobody heard until now', () => {
  const world = new TestWorld();
  const delivery = new TestDelivery(world);
  beforeAll(async () => {
    await world.open();
    await delivery.start();
  });
  afterAll(async () => {
    await delivery.stop();
    await world.close();
  });

  it('tells who subscribes of nothing that was there before, though its position waits to be written', async () => {
    const writer = delivery.get(Journals).of('real');
    const waiting = (): number | undefined => writer.queues.find(({ queue }) => queue === 'journal.waiting')?.size;
    await world.write(pictureFeature({ id: 'looked' }));
    await until(() => writer.position > 1);
    await world.write(pictureFeature({ id: 'before' }));
    await until(() => waiting() === 1);
    const made = await delivery.ask('POST', '/api/v1/subscriptions', { body: WISH });
    const { id } = made.json<SubscriptionReply>().subscription;
    await world.write(pictureFeature({ id: 'after' }));
    const reply = await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes?since=0&wait=10`);
    const told = reply.json<SubscriptionChanges>().changes.map(({ sequence, featureId }) => [sequence, featureId]);
    expect(told).toEqual([[1, 'after']]);
  });
});
