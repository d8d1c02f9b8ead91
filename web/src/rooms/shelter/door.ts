import { HubApi, HubRefusal } from '../../access/hub-api.js';
import { waiting } from '../../offline/queue-decisions.js';
import { waitingEnvelopes } from '../../offline/reception/envelope-queue.js';
import { EnvelopeStore } from '../../offline/reception/envelope-store.js';
import type { KeptPlace } from '../../offline/place-queue.js';
import { PhotoStore } from '../../offline/photo-store.js';
import { Shelf } from '../../offline/shelf.js';
import { placeOfOld, TabletStore } from '../../offline/tablet-store.js';
import type { SealedRows } from '../../offline/vault/sealed-rows.js';
import { Vault } from '../../offline/vault/vault.js';
import { arrivalIn, type RoomArrival } from './room-arrival.js';
import { PATIENCE_MS, ShelterApi } from './shelter-api.js';
import { TabletAccess } from './tablet-access.js';
import { Tablet } from './tablet.js';

/** Of the room that is open. */
export interface Inside {
  tablet: Tablet;
  api: ShelterApi;
  access: TabletAccess;
}

/** `screened`: the room is open behind it and goes on sending, and nobody sees or writes anything. */
export type DoorView =
  | { at: 'opening' }
  | { at: 'new'; hasOldRows: boolean; wiped: boolean }
  | { at: 'locked'; triesLeft: number; screened: boolean; busy: boolean }
  | { at: 'open'; inside: Inside; lockAfterMinutes: number | null };

/** With the screen locked the key stays in memory this long at most, to send what waits; then the PIN alone opens the room. */
const KEEP_KEY_MS = 12 * 3_600_000;
const LOOK_EVERY_MS = 5_000;
const CHANNEL = 'hinomi.shelter-door';

/** Who gets into the room, and when it locks. */
export class Door {
  private readonly listeners = new Set<() => void>();
  private readonly channel = new BroadcastChannel(CHANNEL);
  private current: DoorView = { at: 'opening' };
  private inside: Inside | null = null;
  private screenedAtMs = 0;
  private activeAtMs = Date.now();
  private lockAfterMinutes: number | null = null;
  private readonly stops: (() => void)[] = [];
  /** What the address brought, once the room is open. */
  arrival: RoomArrival | null = arrivalIn(window.location.hash);

  private constructor(readonly vault: Vault) {
    const active = (): void => {
      this.activeAtMs = Date.now();
    };
    const look = (): void => void this.look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    for (const name of ['pointerdown', 'keydown'] as const) window.addEventListener(name, active, true);
    document.addEventListener('visibilitychange', look);
    const onHash = (): void => {
      this.arrival = arrivalIn(window.location.hash) ?? this.arrival;
      this.tell();
    };
    window.addEventListener('hashchange', onHash);
    this.channel.onmessage = ({ data }) => {
      if (data === 'lock') void this.screen();
      if (data === 'wiped') window.location.reload();
    };
    this.stops.push(
      () => clearInterval(timer),
      () => ['pointerdown', 'keydown'].forEach((name) => window.removeEventListener(name, active, true)),
      () => document.removeEventListener('visibilitychange', look),
      () => window.removeEventListener('hashchange', onHash),
    );
  }

  static async open(): Promise<Door> {
    const door = new Door(await Vault.open());
    await door.stand();
    return door;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly view = (): DoorView => this.current;

  /** Shows how much waits, and nothing of what it says. */
  behindScreen(): Tablet | null {
    return this.inside?.tablet ?? null;
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.inside?.tablet.close();
    this.channel.close();
    this.vault.close();
  }

  /** The first PIN of this device. */
  async setUp(pin: string): Promise<void> {
    const rows = await this.vault.setUp(pin);
    if (rows === null) return this.stand();
    const { lockAfterMinutes } = (await this.vault.state()) as { lockAfterMinutes: number };
    await this.enter(rows, lockAfterMinutes);
  }

  /** Resolves to whether the PIN was right. */
  async unlock(pin: string): Promise<boolean> {
    const known = this.current.at === 'locked' ? this.current : null;
    if (known === null || known.busy) return false;
    this.show({ ...known, busy: true });
    const unlocked = await this.vault.unlock(pin);
    switch (unlocked.outcome) {
      case 'wrong':
        this.show({ ...known, triesLeft: unlocked.triesLeft, busy: false });
        return false;
      case 'wiped':
        this.leave();
        this.channel.postMessage('wiped');
        this.show({ at: 'new', hasOldRows: false, wiped: true });
        return false;
      case 'open': {
        const state = await this.vault.state();
        const minutes = state.kind === 'locked' ? state.lockAfterMinutes : null;
        if (this.inside === null) await this.enter(unlocked.rows, minutes);
        else this.show({ at: 'open', inside: this.inside, lockAfterMinutes: minutes });
        this.activeAtMs = Date.now();
        return true;
      }
    }
  }

  /** By the button: every tab of the room. */
  lock(): void {
    this.channel.postMessage('lock');
    void this.screen();
  }

  async lockAfter(minutes: number): Promise<void> {
    await this.vault.setLockAfter(minutes);
    this.lockAfterMinutes = minutes;
    if (this.current.at === 'open') this.show({ ...this.current, lockAfterMinutes: minutes });
  }

  /** The PIN is forgotten: nothing brings back what is here. */
  async wipe(): Promise<void> {
    await this.vault.wipe();
    this.leave();
    this.channel.postMessage('wiped');
    this.show({ at: 'new', hasOldRows: false, wiped: true });
  }

  /** By hand, what an address would have brought. */
  bring(arrival: RoomArrival): void {
    this.arrival = arrival;
    this.tell();
  }

  /** What the address brought has been seen to. */
  arrived(): void {
    this.arrival = null;
    history.replaceState(null, '', `${window.location.pathname}${window.location.search}`);
    this.tell();
  }

  private async stand(): Promise<void> {
    const state = await this.vault.state();
    if (state.kind === 'plain') await this.enter(this.vault.plain(), null);
    else if (state.kind === 'new') this.show({ at: 'new', hasOldRows: state.hasOldRows, wiped: false });
    else this.show({ at: 'locked', triesLeft: state.triesLeft, screened: false, busy: false });
  }

  private async enter(rows: SealedRows, lockAfterMinutes: number | null): Promise<void> {
    await rows.takeOver(placeOfOld);
    const store = new TabletStore(rows);
    const made: { tablet: Tablet | null } = { tablet: null };
    const access = new TabletAccess(store, (author) => made.tablet?.isSender(author) ?? store.change({ author }));
    const api = new ShelterApi(new HubApi(access, PATIENCE_MS));
    await access.takeArrival();
    const tablet = (made.tablet = await Tablet.open(
      store,
      new Shelf<KeptPlace>(rows, 'place/'),
      new PhotoStore(rows),
      new EnvelopeStore(rows),
      api,
    ));
    this.inside = { tablet, api, access };
    this.lockAfterMinutes = lockAfterMinutes;
    this.activeAtMs = Date.now();
    this.show({ at: 'open', inside: this.inside, lockAfterMinutes });
    void this.enrolAgain(access);
  }

  /** A code whose answer was lost is asked again, with the secret it was used with. */
  private async enrolAgain(access: TabletAccess): Promise<void> {
    const code = await access.enrolling();
    if (code === null || this.arrival !== null) return;
    this.arrival = { kind: 'enrol', code };
    this.tell();
  }

  private async screen(): Promise<void> {
    if (this.current.at !== 'open' || this.current.lockAfterMinutes === null) return;
    const state = await this.vault.state();
    if (state.kind !== 'locked') return;
    this.screenedAtMs = Date.now();
    this.show({ at: 'locked', triesLeft: state.triesLeft, screened: true, busy: false });
    await this.look();
  }

  private async look(): Promise<void> {
    const now = Date.now();
    if (this.current.at === 'open') {
      const { lockAfterMinutes } = this;
      if (lockAfterMinutes !== null && now - this.activeAtMs > lockAfterMinutes * 60_000) await this.screen();
      return;
    }
    if (this.current.at !== 'locked' || this.inside === null || this.current.busy) return;
    const { reports, envelopes } = this.inside.tablet.view();
    const waits = waiting(reports).length + waitingEnvelopes(envelopes).length > 0;
    if (waits && now - this.screenedAtMs < KEEP_KEY_MS) return;
    await this.inside.tablet.settled();
    if (this.current.at !== 'locked' || this.current.busy) return;
    this.leave();
    this.show({ ...this.current, screened: false });
  }

  /** The key goes with the room: nothing else holds it. */
  private leave(): void {
    this.inside?.tablet.close();
    this.inside = null;
  }

  private show(view: DoorView): void {
    this.current = view;
    for (const listener of this.listeners) listener();
  }

  private tell(): void {
    this.show({ ...this.current });
  }
}

/** What a person reads of a code that the hub did not take. */
export function enrolFault(problem: unknown): 'code' | 'wait' | 'unreachable' {
  if (!(problem instanceof HubRefusal)) return 'unreachable';
  return problem.code === 'tablet.too-many-tries' ? 'wait' : problem.status < 500 ? 'code' : 'unreachable';
}
