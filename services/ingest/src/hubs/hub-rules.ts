import type { FactTopic, HazardFamily } from '@hinomi/contracts';

/** Of what another hub is believed; the rest of what it says is left where it is. */
export interface HubRules {
  topics: readonly FactTopic[];
  /** Absent = every family of hazards. */
  families?: readonly HazardFamily[] | undefined;
  /** It is heard of exercises only, or of none. */
  exercise: boolean;
}
