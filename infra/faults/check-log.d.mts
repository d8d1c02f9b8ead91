export interface AcknowledgedInputs {
  posts: readonly { index: number; sha256: string; rawId: string; events: readonly string[] }[];
  reports: ReadonlyMap<string, { values: Readonly<Record<string, unknown>>; acknowledged: boolean }>;
}

/** Looks for what was acknowledged among the records of the log. */
export class LogCheck {
  add(
    record: { topic: string; headers: Readonly<Record<string, string>>; value: Uint8Array | null },
    digestOf: (bytes: Uint8Array | null) => string,
  ): void;

  /** What is missing, doubled or other than acknowledged, in words; `repeats`: the same event twice, which readers know. */
  against(ledger: AcknowledgedInputs): { faults: string[]; repeats: number };
}
