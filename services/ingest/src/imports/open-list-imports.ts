import type { Policies } from '@hinomi/access';
import type { EventLog } from '@hinomi/event-log';
import { MunicipalityFinder, type Boundaries } from '@hinomi/geo';
import { logOf } from '@hinomi/service-kit';
import type { Ingest } from '../open-ingest.js';
import { ImportDesk } from './import-desk.js';
import { ImportFolder } from './import-folder.js';
import { ListRoom } from './list-room.js';
import { ShelterImports } from './shelter-imports.js';
import { StandingLists } from './standing-lists.js';

/** Lists of shelters that people bring in. */
export interface ListImports {
  desk: ImportDesk;
  stop(): Promise<void>;
}

interface OpenParts {
  ingest: Pick<Ingest, 'sources' | 'door' | 'now'>;
  log: EventLog;
  policies: Pick<Policies, 'mayReport'>;
  /** Null: rows that name no municipality stay without one. */
  boundaries: Boundaries | null;
  dir: string;
}

export function openListImports({ ingest, log, policies, boundaries, dir }: OpenParts): ListImports {
  const [folder, room, standing] = [new ImportFolder(dir), new ListRoom(), new StandingLists(log)];
  const imports = new ShelterImports({
    ...{ log, folder, room, standing },
    finder: boundaries === null ? null : new MunicipalityFinder(boundaries),
    lists: () => ingest.sources.lists(),
    now: ingest.now,
    forgetRows: (subjects) => ingest.door.forgetRows(subjects),
  });
  const desk = new ImportDesk({ folder, imports, now: ingest.now, policies, say: logOf('ingest') });
  const stop = async (): Promise<void> => {
    await desk.close();
    await room.close();
    await standing.stop();
  };
  return { desk, stop };
}
