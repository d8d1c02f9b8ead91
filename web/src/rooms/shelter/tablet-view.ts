import type { ReceptionKey, ShelterConflict, ShelterNeed, ShelterReportId } from '@hinomi/contracts';
import type { KeptPhoto } from '../../offline/photo-store.js';
import type { KeptPlace } from '../../offline/place-queue.js';
import type { KeptEnvelope } from '../../offline/reception/envelope-queue.js';
import type { KeptReport } from '../../offline/queue-decisions.js';
import type { SendState } from '../../offline/report-sender.js';
import type { ChosenShelter, TabletRow } from '../../offline/tablet-store.js';
import type { FormState } from './form-state.js';

/** Everything that the room shows; a new object with every change. */
export interface TabletView {
  row: TabletRow;
  shelter: ChosenShelter | null;
  /** All that this device keeps, of every shelter. */
  reports: readonly KeptReport[];
  /** Places that this device opened. */
  places: readonly KeptPlace[];
  photos: readonly KeptPhoto[];
  /** Reception forms that were taken on this device, sealed. */
  envelopes: readonly KeptEnvelope[];
  /** What a form of the chosen shelter is sealed to; null = the hub has not told it yet. */
  receptionKey: ReceptionKey | null;
  form: FormState;
  /** The refused report that the form is correcting. */
  correcting: ShelterReportId | null;
  send: SendState;
  /** What all devices of the shelter ask for, as the hub had it last; empty before it was ever reached. */
  needs: readonly ShelterNeed[];
  /** Where devices and others disagree, likewise. */
  conflicts: readonly ShelterConflict[];
}
