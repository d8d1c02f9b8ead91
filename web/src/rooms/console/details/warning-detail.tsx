import type { ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { featureTitle } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { SeverityMark } from '../icons.js';
import { Part, Places } from './facts.js';

/** Weather warnings and river floods: every kind in force, and where. */
export function WarningDetail({ group }: { group: HazardGroup }): ReactNode {
  const words = useWords();
  const levelled = group.features.some(({ levelEquivalent }) => levelEquivalent !== null);
  return (
    <>
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
  const { properties, area, levelEquivalent } = feature;
  const divisions = properties.type === 'weather-warning' ? properties.divisions : [];
  const sections = properties.type === 'weather-warning' ? properties.coastSections : [];
  const additions = properties.type === 'weather-warning' ? properties.additions : [];
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
      {area !== null && area.names.length > 0 ? (
        <Places names={area.names} />
      ) : (
        <Places names={divisions.map(({ name }) => name)} />
      )}
      {sections.length > 0 && (
        <p className="kind-extra">
          <Ruby>{words.detail.coastSections}</Ruby>
          {'：'}
          <span lang="ja">{sections.map(({ name }) => name).join('、')}</span>
        </p>
      )}
      {additions.length > 0 && (
        <p className="kind-extra">
          <Ruby>{words.detail.additions}</Ruby>
          {'：'}
          <span lang="ja">{additions.join('、')}</span>
        </p>
      )}
    </div>
  );
}
