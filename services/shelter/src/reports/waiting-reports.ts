import { Inject, Injectable } from '@nestjs/common';
import { instantFromMillis, type Instant, type WaitingReports } from '@hinomi/contracts';
import { keepNewest } from '@hinomi/service-kit';
import { ShelterIndexes } from '../index/shelter-indexes.js';
import { SHELTER_SETTINGS, type ShelterSettings } from '../shelter-settings.js';
import { KnownReports } from './known-reports.js';
import { runOf } from './report-ids.js';

/** Tablets ask again every minute, so that what is forgotten is soon known again. */
const MOST_TURNED_AWAY = 1_000;

/** Reports of shelters that nobody lists: those on the log, and those of devices that the hub turned away because it knows none. */
@Injectable()
export class WaitingReportList {
  private readonly turnedAway = new Map<string, { times: number; lastAt: Instant; by: string }>();

  constructor(
    @Inject(KnownReports) private readonly known: KnownReports,
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(SHELTER_SETTINGS) private readonly settings: Pick<ShelterSettings, 'now'>,
  ) {}

  /** A device's batch was not taken, since there is no such shelter. */
  turnAway(shelter: string, by: string): void {
    const times = (this.turnedAway.get(shelter)?.times ?? 0) + 1;
    const lastAt = instantFromMillis(this.settings.now());
    keepNewest(this.turnedAway, shelter, { times, lastAt, by }, MOST_TURNED_AWAY);
  }

  /** The one heard of last first. */
  list(inDrill: boolean): WaitingReports[] {
    const taken = [...this.known.reportsByShelter()].map(([shelter, { reports, lastAt }]) => ({
      ...{ shelter, reports, lastAt, taken: true, by: null },
    }));
    const away = [...this.turnedAway].map(([shelter, { times, lastAt, by }]) => ({
      ...{ shelter, reports: times, lastAt, taken: false, by },
    }));
    return [...taken, ...away]
      .filter(({ shelter }) => (runOf(shelter) !== null) === inDrill && this.indexes.find(shelter) === undefined)
      .sort((a, b) => (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : a.shelter < b.shelter ? -1 : 1));
  }
}
