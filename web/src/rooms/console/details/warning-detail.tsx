import type { ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { featureTitle, placesOf } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { SeverityMark } from '../icons.js';
import { Part, Places } from './facts.js';

/** Weather warnings, also of the legacy form, and river floods: every kind in force, and where. */
export function WarningDetail({ group }: { group: HazardGroup }): ReactNode {
  const words = useWords();
  const levelled = group.features.some(({ levelEquivalent }) => levelEquivalent !== null);
  return (
    <>
      {group.layer === 'legacy-warning' && (
        <p className="detail-note">
          <Ruby>{words.telegrams.legacyNote}</Ruby>
        </p>
      )}
      {levelled && (
        <p className="detail-note">
          <Ruby>{words.detail.levelNote}</Ruby>
        </p>
      )}
      <Part title={words.detail.warnings}>
        {group.features.map((feature) => (
          <Kind key={feature.id} feature={feature} />
        ))}
      </Part>
    </>
  );
}

function Kind({ feature }: { feature: FeatureV1 }): ReactNode {
  const words = useWords();
  const { properties, levelEquivalent } = feature;
  const places = placesOf(feature);
  const divisions = 'divisions' in properties ? properties.divisions : [];
  const sections = 'coastSections' in properties ? properties.coastSections : [];
  const additions = 'additions' in properties ? properties.additions : [];
  return (
    <div className="kind">
      <p className="kind-title">
        <SeverityMark severity={feature.severity} />
        <strong>
          <Ruby>{featureTitle(feature, words)}</Ruby>
        </strong>
        {levelEquivalent !== null && (
          <span className="row-level">
            <Ruby>{words.levelEquivalent(levelEquivalent)}</Ruby>
          </span>
        )}
      </p>
      <Places
        places={places.length > 0 ? places : divisions.map((division) => ({ ...division, set: 'jma-forecast-area' }))}
      />
      {sections.length > 0 && (
        <p className="kind-extra">
          <Ruby>{words.detail.coastSections}</Ruby>
          {words.colon}
          <Ruby>{words.areas(sections.map(words.place), 0)}</Ruby>
        </p>
      )}
      {additions.length > 0 && (
        <p className="kind-extra">
          <Ruby>{words.detail.additions}</Ruby>
          {words.colon}
          <Ruby>{additions.map(words.term).join(words.separator)}</Ruby>
        </p>
      )}
    </div>
  );
}
