import { REALMS, type FeatureV1, type InterestV1, type Realm } from '@hinomi/contracts';
import fc from 'fast-check';
import type { Breakage } from './breakage.suite.js';
import { ModelBrowser, PRINCIPALS } from './model-browser.suite.js';
import { ModelGateway, POLICIES } from './model-gateway.suite.js';
import { ModelLog } from './model-log.suite.js';

/** East of 134°; and whatever touches Wajima, by code. */
const EAST: InterestV1['area'] = {
  codes: ['17204'],
  polygon: {
    type: 'Polygon',
    coordinates: [
      [
        [134, 30],
        [140, 30],
        [140, 40],
        [134, 30],
      ],
    ],
  },
};
const INTERESTS: readonly InterestV1[] = [
  { exercise: false },
  { exercise: false, minSeverity: 3 },
  { exercise: false, bbox: [130, 30, 135, 40] },
  { exercise: true },
  { exercise: false, layers: ['earthquake'], bbox: [134, 30, 140, 40] },
  { exercise: true, minSeverity: 3 },
  { exercise: false, minSeverity: 3, minSeverityOf: { earthquake: 4, tsunami: 2 } },
  { exercise: false, area: EAST },
  { exercise: false, where: { op: '>', args: [{ property: 'severity' }, 2] } },
];
const GATEWAYS = 3;
const MAX_ACTIONS = 300;

const content = fc.record({
  severity: fc.constantFrom<FeatureV1['severity']>(0, 2, 3, 4, 5),
  layer: fc.constantFrom<FeatureV1['layer']>('earthquake', 'tsunami'),
  geometry: fc.constantFrom<FeatureV1['geometry']>(
    null,
    { type: 'Point', coordinates: [132, 35] },
    { type: 'Point', coordinates: [138, 35] },
  ),
  areaCodes: fc.constantFrom<string[]>([], ['17'], ['17', '17204'], ['43', '43203']),
  label: fc.constantFrom<FeatureV1['label']>(
    { classification: 'public', jurisdiction: null },
    { classification: 'public', jurisdiction: '17204' },
    { classification: 'responders', jurisdiction: null },
    { classification: 'responders', jurisdiction: '43203' },
  ),
});
const id = fc.integer({ min: 0, max: 9 }).map((n) => `f${n}`);
const realm = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Realm>('real') },
  { weight: 1, arbitrary: fc.constant<Realm>('drill') },
);
const browser = fc.nat({ max: PRINCIPALS.length - 1 });
const gateway = fc.nat({ max: GATEWAYS - 1 });
const few = fc.integer({ min: 1, max: 4 });
const of = <T extends string, R>(does: T, rest: fc.Arbitrary<R>, weight: number) => ({
  weight,
  arbitrary: rest.map((what) => ({ does, ...what })),
});
const action = fc.oneof(
  of('put', fc.record({ realm, id, content }), 12),
  of('drop', fc.record({ realm, id }), 4),
  of('claim', fc.record({ realm }), 1),
  of('put-stale', fc.record({ realm, id, content: fc.option(content) }), 2),
  of('read', fc.record({ realm, gateway, few }), 14),
  of('timers', fc.record({ gateway }), 8),
  of('receive', fc.record({ browser, few }), 14),
  of('lose', fc.record({ browser }), 3),
  of('repeat', fc.record({ browser }), 2),
  of('reorder', fc.record({ browser }), 2),
  of('stall', fc.record({ browser, stalled: fc.boolean() }), 6),
  of('reconnect', fc.record({ browser, gateway }), 3),
  of('sign-in', fc.record({ browser, principal: fc.constantFrom(...PRINCIPALS) }), 1),
  of('interest', fc.record({ browser, interest: fc.constantFrom(...INTERESTS) }), 2),
  of('beat', fc.record({ gateway }), 1),
  of('restart', fc.record({ gateway, policies: fc.nat({ max: 3 }) }), 2),
);
export type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

export const actions: fc.Arbitrary<Action[]> = fc.array(action, { minLength: 20, maxLength: MAX_ACTIONS, size: 'max' });

/** Several gateways that lag differently, and browsers with every interest and every kind of rights. */
export class World {
  private readonly logs: Record<Realm, ModelLog> = { real: new ModelLog('real'), drill: new ModelLog('drill') };
  private readonly gateways: ModelGateway[];
  private readonly browsers: ModelBrowser[];

  constructor(broken: Breakage | null) {
    this.gateways = Array.from({ length: GATEWAYS }, () => new ModelGateway(this.logs, broken));
    this.browsers = PRINCIPALS.map(
      (principal, n) =>
        new ModelBrowser(this.gateways[n % GATEWAYS]!, INTERESTS[n % INTERESTS.length]!, principal, broken),
    );
  }

  /** Lives through it all; throws at the first feature that goes back in time or is shown to whom it is forbidden. */
  async live(through: readonly Action[]): Promise<void> {
    for (const each of through) {
      this.do(each);
      await settled();
    }
    await this.quieten();
  }

  /** Per browser, what it shows and what a fresh snapshot says; per gateway, what it holds and what the writer wrote. */
  *ends(): Generator<[unknown, unknown]> {
    for (const each of this.browsers) yield [each.shown, each.expected()];
    for (const each of this.gateways) {
      for (const name of REALMS) yield [sorted(each.held(name)), sorted(this.logs[name].truth)];
    }
  }

  private do(what: Action): void {
    switch (what.does) {
      case 'put':
        return this.logs[what.realm].put(what.id, what.content);
      case 'drop':
        return this.logs[what.realm].drop(what.id);
      case 'claim':
        return this.logs[what.realm].claim();
      case 'put-stale':
        return this.logs[what.realm].putStale(what.id, what.content);
      case 'read':
        return this.gateways[what.gateway]!.read(what.realm, what.few);
      case 'timers':
        return this.gateways[what.gateway]!.runTimers();
      case 'beat':
        return this.gateways[what.gateway]!.beat();
      case 'restart':
        return this.restart(this.gateways[what.gateway]!, POLICIES[what.policies]);
      default:
        return this.doToBrowser(this.browsers[what.browser]!, what);
    }
  }

  private doToBrowser(target: ModelBrowser, what: Extract<Action, { browser: number }>): void {
    if (what.does === 'receive') target.receive(what.few);
    else if (what.does === 'lose') target.lose();
    else if (what.does === 'repeat') target.repeat();
    else if (what.does === 'reorder') target.reorder();
    else if (what.does === 'stall') target.stall(what.stalled);
    else if (what.does === 'reconnect') target.reconnect(this.gateways[what.gateway]!);
    else if (what.does === 'sign-in') target.signInAs(what.principal);
    else target.changeInterest(what.interest);
  }

  /** Mostly under the same policies. */
  private restart(target: ModelGateway, policies = target.policies): void {
    for (const name of REALMS) {
      this.logs[name].compact(Math.min(...this.gateways.map((each) => each.position(name))));
    }
    target.restart(policies);
    for (const each of this.browsers) if (each.isOn(target)) each.reconnect(target);
  }

  /** Every network and every gateway catches up; a lost last delta shows at the next heartbeat. */
  private async quieten(): Promise<void> {
    for (const each of this.gateways) for (const name of REALMS) each.read(name, Infinity);
    for (const each of this.browsers) each.stall(false);
    for (let round = 0; round < 3; round++) {
      for (const each of this.gateways) each.beat();
      let turns = 0;
      do {
        for (const each of this.gateways) each.runTimers();
        for (const each of this.browsers) each.receive(Infinity);
        await settled();
        // A browser that asks for ever never comes to rest.
        if (++turns > 50) throw new Error('the world does not come to rest');
      } while (this.browsers.some((each) => each.hasMail));
    }
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function sorted(versions: ReadonlyMap<string, number>): [string, number][] {
  return [...versions].sort(([a], [b]) => (a < b ? -1 : 1));
}
