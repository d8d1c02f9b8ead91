import type { ErrorCode, InputPlace } from '../errors/hub-error.js';

/** RFC 9457 problem details as every endpoint answers them (`application/problem+json`). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  place?: InputPlace;
  [extension: string]: unknown;
}
