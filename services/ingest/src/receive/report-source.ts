import type { SourceId } from '@hinomi/contracts';
import type { Mapping } from '@hinomi/formats';
import type { SensorRules } from '../sensors/sensor-rules.js';
import type { HubRules } from '../hubs/hub-rules.js';
import type { PinnedKeys } from '../trust/pinned-keys.js';

/** Who sent the bytes, as far as the events need to know. */
export interface ReportSource {
  id: SourceId;
  /** Credit line that must stand beside what it says. */
  attribution: string;
  /** Who speaks when the bytes do not say so themselves. */
  agency?: string;
  /** With which its documents are signed; absent = nobody said. */
  pinned?: PinnedKeys;
  /** 1 = trusted most … 9; between values seen at the same moment. */
  rank?: number;
  /** How its own tables are read. */
  mapping?: Mapping;
  /** How its readings are read, and what its sensors are. */
  sensors?: SensorRules;
  /** It is another hub: of what it is believed. */
  hub?: HubRules;
}
