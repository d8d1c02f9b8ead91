import type { ReactNode } from 'react';
import type { FeatureId, FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { groupArea, groupNote, groupTitle } from '../../hazards/describe-hazard.js';
import { isHazard, type HazardGroup } from '../../hazards/group-hazards.js';
import type { KnownKinds } from '../../needs/need-rows.js';
import { isThing } from '../../things/thing-feature.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { AlertDetail } from './details/alert-detail.js';
import { EewDetail } from './details/eew-detail.js';
import { EarthquakeDetail } from './details/earthquake-detail.js';
import { OwnText, Part } from './details/facts.js';
import { ImpactPart } from './details/impact-part.js';
import { GdacsDetail } from './details/gdacs-detail.js';
import { SensorDetail } from './details/sensor-detail.js';
import { AshDetail, TyphoonDetail, VolcanoDetail } from './details/nature-detail.js';
import { NankaiDetail } from './details/nankai-detail.js';
import { TsunamiDetail } from './details/tsunami-detail.js';
import { CopyId, History, Sources } from './details/report-parts.js';
import { ThingDetail } from './details/thing-detail.js';
import { WarningDetail } from './details/warning-detail.js';
import { OrderDetail, type ChangeOrder } from './orders/order-detail.js';
import type { FieldPartProps } from './field/field-part.js';
import { SeverityMark } from './icons.js';
import { Panel } from './panel.js';

export interface HazardDetailProps {
  group: HazardGroup;
  /** The picture, for what stands over a thing. */
  features: ReadonlyMap<string, FeatureV1>;
  open: (hazardId: string) => void;
  /** Names of needs. */
  kinds: KnownKinds;
  /** The viewer decides what reports mean. */
  mayDecide: boolean;
  /** Opens the desk for a shelter; null = the viewer may not report. */
  enterReport: ((shelter: { id: FeatureId; name: string }) => void) | null;
  /** Null while the past is shown. */
  changeOrder: ChangeOrder | null;
  changeField: FieldPartProps['change'];
  api: HubApi;
  hubNowMs: number;
  close: () => void;
  back?: (() => void) | undefined;
  showOnMap: (() => void) | null;
}

/** These details show the words of their source themselves, in their own language. */
const OWN_TEXTS: ReadonlySet<string> = new Set(['alert', 'gdacs', 'nankai', 'evacuation-order']);

const WARNINGS: ReadonlySet<string> = new Set(['weather-warning', 'legacy-warning', 'river-flood']);
const NO_TEXTS = { headline: '', text: '' };

/** Everything about one hazard, in the source's own words first; or about one thing. */
export function HazardDetail(props: HazardDetailProps): ReactNode {
  const { group, features, api, hubNowMs, close, back, showOnMap } = props;
  const words = useWords();
  const { main, worst } = group;
  if (isThing(main)) return <ThingDetail feature={main} {...props} />;
  const { properties } = main;
  if (properties.type !== 'sensor' && !isHazard(properties)) return null;
  const { headline, text } = properties.type === 'sensor' ? NO_TEXTS : properties;
  const note = groupNote(group, words);
  const approximate = group.features.some(({ area }) => area?.approximate ?? false);
  return (
    <Panel title={groupTitle(group, words)} close={close} back={back}>
      <div className="detail-lead" data-severity={group.severity}>
        <SeverityMark severity={group.severity} />
        <div>
          <p className="detail-severity">
            <Ruby>{words.severity[group.severity] ?? ''}</Ruby>
            {worst.levelEquivalent !== null && (
              <span className="row-level">
                <Ruby>{words.levelEquivalent(worst.levelEquivalent)}</Ruby>
              </span>
            )}
            {note !== null && (
              <span className="detail-strength">
                <Ruby>{note}</Ruby>
              </span>
            )}
          </p>
          <p className="detail-where">
            <Ruby>{groupArea(group, words)}</Ruby>
          </p>
        </div>
      </div>
      {main.exercise !== null && (
        <p className="detail-exercise">
          <Ruby>{words.detail.exercise}</Ruby>
        </p>
      )}
      {headline !== '' && !OWN_TEXTS.has(properties.type) && (
        <p className="detail-headline" data-own lang="ja">
          {headline}
        </p>
      )}
      {properties.type === 'evacuation-order' && (
        <OrderDetail feature={main} api={api} hubNowMs={hubNowMs} change={props.changeOrder} />
      )}
      {properties.type === 'earthquake' && <EarthquakeDetail group={group} hubNowMs={hubNowMs} />}
      {(properties.type === 'tsunami' || properties.type === 'tsunami-coast') && (
        <TsunamiDetail group={group} hubNowMs={hubNowMs} />
      )}
      {WARNINGS.has(properties.type) && <WarningDetail group={group} />}
      {properties.type === 'nankai' && <NankaiDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'eew' && <EewDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'typhoon' && <TyphoonDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'volcano' && <VolcanoDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'ash' && <AshDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'alert' && <AlertDetail group={group} />}
      {properties.type === 'sensor' && <SensorDetail group={group} hubNowMs={hubNowMs} />}
      {properties.type === 'gdacs' && <GdacsDetail group={group} hubNowMs={hubNowMs} />}
      {text.trim() !== '' && !OWN_TEXTS.has(properties.type) && (
        <Part title={words.detail.ownText}>
          <OwnText text={text} />
        </Part>
      )}
      <ImpactPart group={group} features={features} kinds={props.kinds} hubNowMs={hubNowMs} />
      {approximate && (
        <p className="detail-note">
          <Ruby>{words.detail.approximate}</Ruby>
        </p>
      )}
      <Sources group={group} hubNowMs={hubNowMs} />
      <History group={group} api={api} hubNowMs={hubNowMs} />
      <div className="detail-actions">
        {showOnMap && (
          <button type="button" className="button" onClick={showOnMap}>
            <Ruby>{words.detail.showOnMap}</Ruby>
          </button>
        )}
        <CopyId id={main.id} />
      </div>
    </Panel>
  );
}
