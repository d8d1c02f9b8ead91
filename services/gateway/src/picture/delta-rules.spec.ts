import { expect, it } from '@jest/globals';
import type { FeatureV1, InterestV1, Role } from '@hinomi/contracts';
import fc from 'fast-check';
import { ModelBrowser, ModelGateway, ModelLog } from './delta-model.suite.js';

const INTERESTS: readonly InterestV1[] = [
  { exercise: false },
  { exercise: false, minSeverity: 3 },
  { exercise: false, bbox: [130, 30, 135, 40] },
  { exercise: false, layers: ['earthquake'], bbox: [134, 30, 140, 40] },
];
const ROLES: readonly Role[] = ['operator', 'public', 'operator', 'agency', 'public'];
const GATEWAYS = 2;

const change = fc.record({
  id: fc.integer({ min: 0, max: 9 }).map((n) => `f${n}`),
  over: fc.record({
    severity: fc.constantFrom<FeatureV1['severity']>(0, 2, 3, 4, 5),
    layer: fc.constantFrom<FeatureV1['layer']>('earthquake', 'tsunami'),
    geometry: fc.constantFrom<FeatureV1['geometry']>(
      null,
      { type: 'Point', coordinates: [132, 35] },
      { type: 'Point', coordinates: [138, 35] },
    ),
    label: fc.constantFrom<FeatureV1['label']>(
      { classification: 'public', jurisdiction: null },
      { classification: 'responders', jurisdiction: null },
    ),
  }),
});
const browser = fc.nat({ max: ROLES.length - 1 });
const gateway = fc.nat({ max: GATEWAYS - 1 });
const few = fc.integer({ min: 1, max: 4 });
const of = <T extends string, R>(does: T, rest: fc.Arbitrary<R>, weight: number) => ({
  weight,
  arbitrary: rest.map((what) => ({ does, ...what })),
});
const action = fc.oneof(
  of('put', change, 12),
  of('drop', fc.record({ id: change.map(({ id }) => id) }), 4),
  of('read', fc.record({ gateway, few }), 12),
  of('timers', fc.record({ gateway }), 8),
  of('receive', fc.record({ browser, few }), 14),
  of('lose', fc.record({ browser }), 3),
  of('stall', fc.record({ browser, stalled: fc.boolean() }), 6),
  of('reconnect', fc.record({ browser, gateway }), 3),
  of('interest', fc.record({ browser, interest: fc.constantFrom(...INTERESTS) }), 1),
  of('beat', fc.record({ gateway }), 1),
  of('restart', fc.record({ gateway }), 1),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

class World {
  readonly log = new ModelLog();
  readonly gateways = Array.from({ length: GATEWAYS }, () => new ModelGateway(this.log));
  readonly browsers = ROLES.map(
    (role, n) => new ModelBrowser(this.gateways[n % GATEWAYS]!, INTERESTS[n % INTERESTS.length]!, role),
  );

  do(what: Action): void {
    if (what.does === 'put') this.log.put(what.id, what.over);
    else if (what.does === 'drop') this.log.drop(what.id);
    else if (what.does === 'read') this.gateways[what.gateway]!.read(what.few);
    else if (what.does === 'timers') this.gateways[what.gateway]!.runTimers();
    else if (what.does === 'beat') this.gateways[what.gateway]!.beat();
    else if (what.does === 'restart') this.restart(this.gateways[what.gateway]!);
    else this.doToBrowser(this.browsers[what.browser]!, what);
  }

  /** Every network and every gateway catches up; a lost last delta shows at the next heartbeat. */
  async quieten(): Promise<void> {
    for (const each of this.gateways) each.read(Infinity);
    for (const each of this.browsers) each.stall(false);
    for (let round = 0; round < 3; round++) {
      for (const each of this.gateways) each.beat();
      do {
        for (const each of this.gateways) each.runTimers();
        for (const each of this.browsers) each.receive(Infinity);
        await settled();
      } while (this.browsers.some((each) => each.hasMail));
    }
  }

  private doToBrowser(target: ModelBrowser, what: Extract<Action, { browser: number }>): void {
    if (what.does === 'receive') target.receive(what.few);
    else if (what.does === 'lose') target.lose();
    else if (what.does === 'stall') target.stall(what.stalled);
    else if (what.does === 'reconnect') target.reconnect(this.gateways[what.gateway]!);
    else target.changeInterest(what.interest);
  }

  private restart(target: ModelGateway): void {
    this.log.compact(Math.min(...this.gateways.map((each) => each.position)));
    target.restart();
    for (const each of this.browsers) if (each.isOn(target)) each.reconnect(target);
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const rounds = 5 * Number(process.env['HINOMI_ROUNDS'] ?? 20);

it('ends with every browser equal to a fresh snapshot, and no feature ever went back (D1-D9)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 300, size: 'max' }), async (actions) => {
      const world = new World();
      for (const each of actions) {
        world.do(each);
        await settled();
      }
      await world.quieten();
      for (const each of world.browsers) expect(each.shown).toEqual(each.expected());
    }),
    { numRuns: rounds },
  );
}, 600_000);
