import { parseFhir, parseJahisNotebook } from '@hinomi/formats';
import { deriveNeeds } from '../derive/derive-needs.js';
import { loadNeedsRules } from '../derive/load-needs-rules.js';
import type { PhrRules } from '../phr-settings.js';
import { parseStated } from '../receive/parse-stated.js';
import { suppressCounts } from '../suppress/suppress-counts.js';
import type { SuppressionSettings } from '../suppress/publication.js';

/** The pure middle of the vault with the rules of a folder. */
export function phrRules(rulesDir: string, suppression: SuppressionSettings): PhrRules {
  return {
    parse: { 'fhir-json': parseFhir, 'jahis-notebook': parseJahisNotebook, stated: parseStated },
    derive: deriveNeeds,
    suppress: suppressCounts,
    rules: loadNeedsRules(rulesDir),
    suppression,
  };
}
