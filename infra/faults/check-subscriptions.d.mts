export interface Held {
  sequence: number;
  faults: readonly string[];
  features: readonly string[];
}

export interface Standing {
  number: number;
  interest: object;
  isPull: boolean;
  account: { lastSequence: number };
  copy: Held | null;
}

/** Holds what each subscriber has against what the hub says and shows; what differs, in words. */
export function checkSubscriptions(
  standings: readonly Standing[],
  pictureOf: (interest: object) => string[],
  contentOf: (features: readonly string[]) => string[],
): string[];
