/** What whoever takes bodies as they are needs of the web server (Fastify), as a plain interface. */
export interface BodyServer {
  addHook(
    name: 'onRequest',
    hook: (
      request: { method: string; url: string; headers: Record<string, unknown> },
      reply: unknown,
      done: () => void,
    ) => void,
  ): unknown;
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer'; bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
}
