import type { NeedsCatalogue } from '@hinomi/contracts';
import type { NeedsRules } from './needs-rules.js';

/** What the codes of an edition mean, without what its rules look for. */
export function needsCatalogue({ version, needs, rules }: NeedsRules): NeedsCatalogue {
  return {
    version,
    needs: [...needs.values()].map(({ need, name, kind, brings, urgency, publishedFrom }) => ({
      ...{ need, name, kind, brings, urgency, publishedFrom },
      rules: rules
        .filter((rule) => rule.need === need)
        .map(({ id, certainty, reviewed, source }) => ({ id, certainty, reviewed, source })),
    })),
  };
}
