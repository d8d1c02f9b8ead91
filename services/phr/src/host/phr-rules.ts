import { HubError } from '@hinomi/contracts';
import { parseFhir, parseJahisNotebook } from '@hinomi/formats';
import { deriveNeeds } from '../derive/derive-needs.js';
import { loadNeedsRules } from '../derive/load-needs-rules.js';
import type { NeedsRules } from '../derive/needs-rules.js';
import type { PhrRules } from '../phr-settings.js';
import { parseStated } from '../receive/parse-stated.js';
import { suppressCounts } from '../suppress/suppress-counts.js';
import type { SuppressionSettings } from '../suppress/publication.js';

/** The pure middle of the vault with the rules of a folder; `policy.invalid` names the file and line of what is wrong in it. */
export async function phrRules(rulesDir: string, suppression: SuppressionSettings): Promise<PhrRules> {
  return {
    parse: { 'fhir-json': parseFhir, 'jahis-notebook': parseJahisNotebook, stated: parseStated },
    derive: deriveNeeds,
    suppress: suppressCounts,
    rules: await readRules(rulesDir),
    suppression,
  };
}

async function readRules(dir: string): Promise<NeedsRules> {
  try {
    return await loadNeedsRules(dir);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('policy.invalid', `The rules of needs in ${dir} cannot be used:\n${message}`, { cause });
  }
}
