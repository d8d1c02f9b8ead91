import { principalOf, type Principal } from '@hinomi/access';
import type { Instant, InterestV1, WatchReply } from '@hinomi/contracts';
import {
  applyDelta,
  EMPTY_PICTURE,
  replacePicture,
  withDelta,
  type PictureState,
} from '../../../../../web/src/picture/picture-state.js';
import type { Breakage } from './breakage.suite.js';
import { ModelSocket, type Message, type ModelGateway } from './model-gateway.suite.js';

const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
export const PRINCIPALS: readonly Principal[] = [
  principalOf({ role: 'operator', expiresAt }),
  principalOf({ role: 'public', expiresAt }),
  principalOf({ role: 'agency', agency: 'town', jurisdiction: '17204', expiresAt }),
  principalOf({ role: 'agency', agency: 'prefecture', jurisdiction: '17', expiresAt }),
  principalOf({ role: 'shelter', jurisdiction: '43203', expiresAt }),
];

let socketCount = 0;

/**
 * A browser with the page's own picture state. It fails when a feature goes back in time, and when it shows what its rights
 * at the gateway it watches forbid.
 */
export class ModelBrowser {
  private state: PictureState = EMPTY_PICTURE;
  private readonly newestEver = new Map<string, number>();
  private socket: ModelSocket;
  /** Counts watches: an answer belongs to its own, and one that a newer watch has overtaken means nothing. */
  private asked = 0;
  private isWaiting = false;

  constructor(
    private gateway: ModelGateway,
    private interest: InterestV1,
    private principal: Principal,
    private readonly broken: Breakage | null,
  ) {
    this.socket = this.connectTo(gateway);
  }

  get hasMail(): boolean {
    return this.socket.inbox.length > 0;
  }

  get shown(): unknown[] {
    return [...this.state.features.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  expected(): unknown[] {
    const snapshot = this.gateway.snapshot(this.interest, this.principal);
    return [...replacePicture(snapshot).features.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The old connection is gone with everything on its way; the token may be another one by then. */
  reconnect(gateway: ModelGateway, principal = this.principal): void {
    this.gateway.close(this.socket);
    this.principal = principal;
    this.gateway = gateway;
    this.socket = this.connectTo(gateway);
  }

  isOn(gateway: ModelGateway): boolean {
    return this.gateway === gateway;
  }

  /** The token ended, or its holder's rights changed: the hub cuts the line, and a new one brings a new token. */
  signInAs(principal: Principal): void {
    this.reconnect(this.gateway, principal);
  }

  /** Whoever turns to the other realm leaves this picture, and comes to it anew later on, perhaps at a gateway that is behind. */
  changeInterest(interest: InterestV1): void {
    if (interest.exercise !== this.interest.exercise) this.newestEver.clear();
    this.interest = interest;
    this.watch();
  }

  stall(stalled: boolean): void {
    this.socket.stalled = stalled;
    if (!stalled) this.gateway.desk.drained(this.socket.id);
  }

  /** The network loses a delta or heartbeat that is on its way. */
  lose(): void {
    const index = this.socket.inbox.findIndex(({ event }) => event !== 'answer');
    if (index >= 0) this.socket.inbox.splice(index, 1);
  }

  /** The network delivers a message twice, the second time later. */
  repeat(): void {
    const message = this.socket.inbox.find(({ event }) => event !== 'answer');
    if (message) this.socket.inbox.push(message);
  }

  /** The network delivers the first message after the others. */
  reorder(): void {
    const first = this.socket.inbox.shift();
    if (first) this.socket.inbox.push(first);
  }

  receive(count: number): void {
    for (const message of this.socket.inbox.splice(0, count)) this.hear(message);
  }

  private connectTo(gateway: ModelGateway): ModelSocket {
    const socket = new ModelSocket(`s${socketCount++}`, this.broken);
    gateway.open(socket, this.principal);
    this.socket = socket;
    this.watch();
    return socket;
  }

  private watch(): void {
    this.isWaiting = true;
    const request = { interest: this.interest, cursor: this.state.cursor };
    this.gateway.watch(this.socket, this.principal, request, ++this.asked);
  }

  private hear(message: Message): void {
    if (message.event === 'answer') return message.to === this.asked ? this.hearAnswer(message.payload) : undefined;
    if (this.isWaiting) return;
    if (message.event === 'heartbeat') {
      if (message.payload.cursor !== this.state.cursor && this.broken !== 'heartbeat-ignored') this.watch();
      return;
    }
    const result = applyDelta(this.state, message.payload);
    if (result.outcome === 'applied') this.show(result.state);
    else if (this.broken === 'any-from') this.show(withDelta(this.state, message.payload));
    else if (result.outcome === 'rewatch' && this.broken !== 'heartbeat-ignored') this.watch();
  }

  private hearAnswer(answer: WatchReply): void {
    if (answer.outcome === 'refused') throw new Error(`refused: ${answer.code} ${answer.message}`);
    if (answer.outcome === 'watching') {
      this.isWaiting = false;
      return this.show(withDelta(this.state, answer.delta));
    }
    const fresh = replacePicture(this.gateway.snapshot(this.interest, this.principal));
    const kept = this.broken === 'snapshot-added' ? this.state.features : [];
    this.show({ ...fresh, features: fresh.features.with([...kept].filter(([id]) => !fresh.features.has(id))) });
    this.watch();
  }

  private show(state: PictureState): void {
    this.state = state;
    for (const { id, version, label } of state.features.values()) {
      const newest = this.newestEver.get(id) ?? 0;
      if (version < newest) throw new Error(`${id} went back from ${newest} to ${version}`);
      this.newestEver.set(id, version);
      if (!this.gateway.policies.maySee(this.principal, label)) {
        throw new Error(`${id} (${label.classification}, ${label.jurisdiction}) is shown to ${this.principal.subject}`);
      }
    }
  }
}
