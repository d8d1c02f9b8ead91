import { readFileSync } from 'node:fs';
import { parseJmaXml } from './parse.js';
import type { JmaReport } from './report.js';

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(new URL(`../../fixtures/jma-xml/${name}.xml`, import.meta.url));
}

export function fixture(name: string): JmaReport {
  return parseJmaXml(fixtureBytes(name));
}
