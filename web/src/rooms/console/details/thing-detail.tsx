import { Suspense, useState, type ReactNode } from 'react';
import { FIELD_REPORT_SOURCE, type FeatureV1, type Severity } from '@hinomi/contracts';
import { featureTitle } from '../../../hazards/describe-hazard.js';
import { usePlaceNames } from '../../../places/use-place-names.js';
import { jurisdictionText } from '../../../places/jurisdictions.js';
import { tableOfCodes } from '../../../places/place-names.js';
import { numbersText, stateText, thingPlace, thingTitle } from '../../../things/describe-thing.js';
import { photosOf } from '../../../things/photos-of.js';
import { withPeople, type ThingFeature } from '../../../things/thing-feature.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import type { Words } from '../../../words/words.js';
import type { HazardDetailProps } from '../hazard-detail.js';
import { SeverityMark } from '../icons.js';
import { Panel } from '../panel.js';
import { SilentNote } from '../silent-chip.js';
import { SignOf } from '../thing-sign.js';
import { Fact, Part } from './facts.js';
import { NeedPart } from './need-part.js';
import { CopyId, History, Sources } from './report-parts.js';
import { ThingDecisions } from './thing-decisions.js';
import { ThingAttributes } from './thing-attributes.js';
import { lazyPart } from '../../../lazy-part.js';

const PaperSheet = lazyPart(() => import('../paper/paper-sheet.js'));
const FieldPart = lazyPart(() => import('../field/field-part.js'));
const CoursePart = lazyPart(() => import('./course-part.js'));
const ThingPhotos = lazyPart(() => import('./thing-photos.js'));

type ThingDetailProps = HazardDetailProps & { feature: ThingFeature };

/** Everything that is known of one shelter, road or report, each value with who says it and when it was seen. */
export function ThingDetail(props: ThingDetailProps): ReactNode {
  const { feature, group, api, hubNowMs, close, back, showOnMap } = props;
  const words = useWords();
  const { things } = words;
  const { properties, label, exercise } = feature;
  const numbers = numbersText(feature, words);
  const [prints, setPrints] = useState(false);
  const mayReport = props.enterReport !== null && feature.layer === 'shelter';
  return (
    <Panel title={thingTitle(feature, words)} close={close} back={back} named>
      <div className="detail-lead" data-severity={feature.severity}>
        <SignOf feature={feature} now={hubNowMs} />
        <div>
          <p className="detail-severity">
            <Ruby>{stateText(feature, words)}</Ruby>
            {numbers !== null && (
              <span className="detail-strength">
                <Ruby>{numbers}</Ruby>
              </span>
            )}
          </p>
          <p className="detail-where">
            {stateText(feature, words) !== things.themes[properties.theme] && (
              <>
                <Ruby>{things.themes[properties.theme]}</Ruby>
                {' · '}
              </>
            )}
            <span data-name>
              <Ruby>{thingPlace(feature, words)}</Ruby>
            </span>
          </p>
        </div>
      </div>
      {exercise !== null && (
        <p className="detail-exercise">
          <Ruby>{words.detail.exercise}</Ruby>
        </p>
      )}
      {label.classification === 'responders' && (
        <p className="detail-responders" data-testid="responders">
          <Ruby>{things.responders}</Ruby>
        </p>
      )}
      <SilentNote feature={feature} now={hubNowMs} />
      <NeedPart feature={feature} mayDecide={props.mayDecide} api={api} hubNowMs={hubNowMs} />
      <HazardsOver {...props} />
      <ThingAttributes feature={withPeople(feature, props.features)} hubNowMs={hubNowMs} />
      <Suspense fallback={null}>
        {photosOf(feature, props.features).length > 0 && (
          <ThingPhotos
            feature={feature}
            features={props.features}
            api={api}
            mayRemove={props.mayDecide}
            hubNowMs={hubNowMs}
          />
        )}
      </Suspense>
      {feature.sources.some(({ source }) => source === FIELD_REPORT_SOURCE) && (
        <Suspense fallback={null}>
          <FieldPart feature={feature} api={api} hubNowMs={hubNowMs} change={props.changeField} />
        </Suspense>
      )}
      {feature.layer === 'shelter' && <Course feature={feature} api={api} hubNowMs={hubNowMs} />}
      <Numbers feature={feature} />
      <Sources group={group} hubNowMs={hubNowMs} />
      <History group={group} api={api} hubNowMs={hubNowMs} />
      {props.mayDecide && <ThingDecisions feature={feature} features={props.features} api={api} hubNowMs={hubNowMs} />}
      <div className="detail-actions">
        {mayReport && (
          <>
            <button
              type="button"
              className="button"
              data-testid="enter-report"
              onClick={() => props.enterReport?.({ id: feature.id, name: thingTitle(feature, words) })}
            >
              <Ruby>{words.desk.report}</Ruby>
            </button>
            <button type="button" className="button" data-testid="print-form" onClick={() => setPrints(true)}>
              <Ruby>{words.desk.print}</Ruby>
            </button>
          </>
        )}
        {showOnMap && feature.geometry !== null && (
          <button type="button" className="button" onClick={showOnMap}>
            <Ruby>{words.detail.showOnMap}</Ruby>
          </button>
        )}
        <CopyId id={feature.id} />
      </div>
      {prints && (
        <Suspense fallback={null}>
          <PaperSheet api={api} exercise={exercise !== null} shelter={feature.id} close={() => setPrints(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

/** Asked of the hub only once somebody wants it. */
function Course(props: Pick<ThingDetailProps, 'feature' | 'api' | 'hubNowMs'>): ReactNode {
  const { course } = useWords().things;
  const [open, setOpen] = useState(false);
  return (
    <Part title={course.title}>
      <details className="history-fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary data-testid="show-course">
          <Ruby>{course.show}</Ruby>
        </summary>
        {open && (
          <Suspense fallback={null}>
            <CoursePart {...props} />
          </Suspense>
        )}
      </details>
    </Part>
  );
}

/** What is in force where it stands, and whether it is a place to go to then. */
function HazardsOver({ feature, features, open }: ThingDetailProps): ReactNode {
  const words = useWords();
  const { hazards = [] } = feature.properties;
  if (hazards.length === 0) return null;
  return (
    <Part title={words.things.hazards}>
      <ul className="thing-hazards" data-testid="hazards-over">
        {hazards.map((over) => {
          const hazard = features.get(over.feature);
          return (
            <li key={over.feature}>
              <SeverityMark severity={over.severity as Severity} />
              <div>
                {hazard !== undefined && (
                  <button type="button" className="link-button" onClick={() => open(over.hazardId)}>
                    <Ruby>{hazardTitle(hazard, features.get(over.hazardId), words)}</Ruby>
                  </button>
                )}
                {feature.layer === 'shelter' && (
                  <p data-designated={over.designated}>
                    <Ruby>{words.things.designated[over.designated]}</Ruby>
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

/** A class of intensity says nothing without its earthquake. */
function hazardTitle(feature: FeatureV1, main: FeatureV1 | undefined, words: Words): string {
  const title = featureTitle(feature, words);
  return main === undefined || main.id === feature.id ? title : `${title} · ${featureTitle(main, words)}`;
}

/** What it is known by, and where it is by the codes. */
function Numbers({ feature }: { feature: ThingFeature }): ReactNode {
  const words = useWords();
  const { things } = words;
  const { nameKana, identifiers, aliases } = feature.properties;
  const places = usePlaceNames(tableOfCodes(words.language));
  // Named by the provider, it stands among the attributes.
  const named = feature.properties.attributes['cityname']?.value;
  const municipality = named ? undefined : feature.areaCodes.find((code) => code.length === 5);
  const schemes: Readonly<Record<string, string>> = things.schemes;
  if (nameKana === null && municipality === undefined && identifiers.length + aliases.length === 0) return null;
  return (
    <Part title={things.numbers}>
      <dl className="facts">
        <Fact name={things.kana}>
          {nameKana !== null && (
            <span data-own lang="ja">
              {nameKana}
            </span>
          )}
        </Fact>
        <Fact name={things.municipality}>
          {municipality !== undefined && (
            <span data-name>
              <Ruby>{jurisdictionText(municipality, places, words)}</Ruby>
            </span>
          )}
        </Fact>
        {identifiers.map(({ scheme, value }) => (
          <Fact key={`${scheme} ${value}`} name={schemes[scheme] ?? scheme}>
            <code>{value}</code>
          </Fact>
        ))}
        <Fact name={things.alias}>
          {aliases.length > 0 &&
            aliases.map((alias) => (
              <code key={alias} className="thing-alias">
                {alias}
              </code>
            ))}
        </Fact>
      </dl>
    </Part>
  );
}
