export interface ToldFeature {
  id: string;
  hinomi: { sequence: number; operation: 'upsert' | 'remove' | 'superseded' };
  [more: string]: unknown;
}

export interface StatePart {
  hinomi: { operation: 'state'; sequence: number; part: number; parts: number };
  features: { id: string }[];
}

/** What an agency keeps of a subscription, and whatever is not as promised. */
export class SubscriptionCopy {
  sequence: number;
  features: Map<string, object>;
  repeats: number;
  states: number;
  faults: string[];
  change(feature: ToldFeature): void;
  state(state: { sequence: number; features: { id: string }[] }): void;
  /** A body as it is posted to an endpoint. */
  message(body: StatePart | ToldFeature | { type: 'FeatureCollection'; features: ToldFeature[] }): void;
}
