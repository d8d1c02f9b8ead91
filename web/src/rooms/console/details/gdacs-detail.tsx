import type { ReactNode } from 'react';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Fact, Moment, OwnText, Part } from './facts.js';
import { WebLink } from './web-link.js';

/** An event of GDACS: its expected impact, in GDACS' own figures and sentences. */
export function GdacsDetail({ group, hubNowMs }: { group: HazardGroup; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { properties } = group.main;
  if (properties.type !== 'gdacs') return null;
  const { publishers } = words;
  const own = (text: string | null | undefined): ReactNode =>
    text ? (
      <span data-own lang="en">
        {text}
      </span>
    ) : null;
  return (
    <>
      <dl className="facts">
        <Fact name={publishers.gdacsLevel}>
          {properties.alertLevel !== null && <Ruby>{publishers.gdacsLevels[properties.alertLevel]}</Ruby>}
        </Fact>
        <Fact name={publishers.gdacsSeverity}>{own(properties.severity?.text)}</Fact>
        <Fact name={publishers.gdacsPopulation}>{own(properties.population?.text)}</Fact>
        <Fact name={publishers.gdacsVulnerability}>{own(properties.vulnerability)}</Fact>
        <Fact name={publishers.gdacsCountries}>{own(properties.countries.join(', '))}</Fact>
        <Fact name={publishers.gdacsPeriod}>
          {properties.fromDate !== null && <Moment at={properties.fromDate} hubNowMs={hubNowMs} />}
          {properties.toDate !== null && properties.toDate !== properties.fromDate && (
            <>
              {' – '}
              <Moment at={properties.toDate} hubNowMs={hubNowMs} />
            </>
          )}
        </Fact>
        <Fact name={publishers.gdacsEpisode}>{properties.episodeId}</Fact>
        <Fact name="GLIDE">{properties.glide}</Fact>
      </dl>
      <p className="detail-note">
        <Ruby>{publishers.gdacsNote}</Ruby>
      </p>
      {properties.text.trim() !== '' && (
        <Part title={words.detail.ownText}>
          <OwnText text={properties.text} lang="en" />
        </Part>
      )}
      <WebLink address={properties.url} />
    </>
  );
}
