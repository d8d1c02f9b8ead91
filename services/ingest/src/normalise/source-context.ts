import type { EventId, Instant, RunId, SourceId } from '@hinomi/contracts';
import type { Mapping } from '@hinomi/formats';
import type { HubRules } from '../hubs/hub-rules.js';
import type { SensorRules } from '../sensors/sensor-rules.js';
import type { PinnedKeys } from '../trust/pinned-keys.js';

/** What is known of a report before its bytes are read; passed to every normaliser. */
export interface SourceContext {
  source: {
    id: SourceId;
    /** The credit line that must stand beside whatever the source says. */
    attribution: string;
    /** Who speaks, where the report itself does not say. */
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
  };
  /** The drill the bytes came in with; null when the report's own status decides. */
  exercise: RunId | null;
  /** The feed's own name for the bytes: an entry of a list, a topic. */
  entry?: string | null;
  rawId: EventId;
  trace: string;
  receivedAt: Instant;
}
