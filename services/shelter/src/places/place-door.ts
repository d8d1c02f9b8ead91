import { Inject, Injectable } from '@nestjs/common';
import { instantFromMillis, type OpenShelterRequest, type RunId, type ShelterEntry } from '@hinomi/contracts';
import { ShelterIndexes } from '../index/shelter-indexes.js';
import { KnownReports } from '../reports/known-reports.js';
import { ReportDoor } from '../reports/report-door.js';
import { placeSubject } from '../reports/report-ids.js';
import { SHELTER_SETTINGS, type ShelterSettings } from '../shelter-settings.js';
import { normaliseOpenedPlace } from './normalise-opened-place.js';

/** Opens places on the spot: a request sent again opens none. */
@Injectable()
export class PlaceDoor {
  constructor(
    @Inject(ReportDoor) private readonly reports: ReportDoor,
    @Inject(KnownReports) private readonly known: KnownReports,
    @Inject(ShelterIndexes) private readonly indexes: ShelterIndexes,
    @Inject(SHELTER_SETTINGS) private readonly settings: ShelterSettings,
  ) {}

  /** Resolves when it is on the log; to the place as the picture has it, or as it was asked for. */
  async open(request: OpenShelterRequest, run: RunId | null, municipality: string | null): Promise<ShelterEntry> {
    const id = placeSubject(request.placeId, run);
    const known = this.indexes.find(id);
    if (known !== undefined) return known.entry;
    const place = normaliseOpenedPlace(request, run, {
      municipality,
      receivedAt: instantFromMillis(this.settings.now()),
    });
    const writing = this.reports.queue.writing(id);
    if (writing !== undefined) await writing;
    else if (!this.known.has(id)) await this.reports.queue.append([{ made: id, beside: null, thing: place }]);
    const { name, nameKana, lngLat, address } = request;
    return {
      id: id as string as ShelterEntry['id'],
      ...{ name, nameKana, address, municipality, lngLat },
      nationalId: null,
      eststts: 'open',
      evacueeno: null,
      reportedAt: null,
      exercise: run,
    };
  }
}
