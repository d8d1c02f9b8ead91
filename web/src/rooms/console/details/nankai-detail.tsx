import type { ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { featureTitle } from '../../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { SeverityMark } from '../icons.js';
import { Moment, OwnText, Part } from './facts.js';

/** A great earthquake that may come: the call, the inquiry and the explanation that stand, each in its own words. */
export function NankaiDetail({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
  const words = useWords();
  const reports = [...group.features].sort((a, b) => Number(b === group.main) - Number(a === group.main));
  return (
    <>
      <p className="detail-note">
        <Ruby>{words.telegrams.nankaiNote}</Ruby>
      </p>
      <Part title={words.telegrams.nankaiReports}>
        {reports.map((feature) => (
          <Report key={feature.id} feature={feature} hubNowMs={hubNowMs} />
        ))}
      </Part>
    </>
  );
}

function Report({ feature, hubNowMs }: { feature: FeatureV1; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { properties } = feature;
  if (properties.type !== 'nankai') return null;
  return (
    <div className="kind">
      <p className="kind-title">
        <SeverityMark severity={feature.severity} />
        <strong>
          <Ruby>{featureTitle(feature, words)}</Ruby>
        </strong>
        <Moment at={feature.issuedAt} hubNowMs={hubNowMs} />
      </p>
      {[properties.headline, properties.text].map((text) => text.trim() !== '' && <OwnText key={text} text={text} />)}
    </div>
  );
}
