/** Asks until there is an answer. */
export interface Insisting {
  insist(client: string, method: string, path: string): Promise<{ json(): unknown }>;
}
