/** A key that only its master key opens. */
export interface WrappedKey {
  /** Which master key. Not secret. */
  masterKey: string;
  bytes: Buffer;
}

/**
 * The master key as a port: a file on this machine, or a key management service that never hands its key out. `use` names what the
 * key is for; a key wrapped for one use opens for no other.
 *
 * Errors: `vault.key-missing` for a master key that is not there, `vault.tampered`; `vault.unavailable` (retryable).
 */
export interface KeyWrapping {
  /** The master key that wraps now. */
  readonly current: string;
  wrap(key: Uint8Array, use: readonly string[]): Promise<WrappedKey>;
  unwrap(wrapped: WrappedKey, use: readonly string[]): Promise<Buffer>;
}
