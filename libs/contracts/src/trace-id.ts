import { sha256Hex } from './canonical-json.js';

/** A trace id as W3C Trace Context writes it: 16 bytes in hex, not all zero. */
const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;

/**
 * The trace id that stands for a text: itself when it is one already, else one that is always the same for it. So an event
 * read again after a crash, or written by an older hub, is found under one id everywhere.
 */
export function traceIdOf(text: string): string {
  return TRACE_ID.test(text) ? text : sha256Hex(text).slice(0, 32);
}

/** The trace id of a `traceparent` header; null when it is none, which is as good as no header (W3C Trace Context 4.3). */
export function traceIdOfParent(header: string | undefined): string | null {
  const trace = TRACEPARENT.exec(header ?? '')?.[1];
  return trace !== undefined && TRACE_ID.test(trace) ? trace : null;
}
