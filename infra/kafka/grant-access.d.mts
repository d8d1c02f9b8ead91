/** The declaration: principals with what each reads and writes, by bare names of topics. */
export function readAccess(): Promise<
  Record<string, { reads: string[]; writes: string[]; groups?: string[]; writesUnder?: string[] }>
>;
