import type { ReactNode } from 'react';
import type { DerivedNeed, Evidence } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { EvidenceName } from './evidence-name.js';
import { useNeedNames } from './need-names.js';
import { daysUntil, orderNeeds } from './order-needs.js';

/** A record's needs with what it says; the places of evidence in a need are places in this record. */
export interface RecordNeeds {
  record: string;
  needs: readonly DerivedNeed[];
  evidence: readonly Evidence[];
}

interface NeedsPartProps {
  person: string;
  records: readonly RecordNeeds[];
  nowMs: number;
  /** What may be done about each. */
  actions?: (need: DerivedNeed) => ReactNode;
}

/** What one person needs, the most urgent first, and why the hub says so. */
export function NeedsPart({ person, records, nowMs, actions }: NeedsPartProps): ReactNode {
  const text = useCareWords();
  const needs = orderNeeds(records.flatMap((record) => record.needs));
  const isAllReviewed = needs.every(({ reviewed }) => reviewed);
  return (
    <section className="care-card" aria-labelledby={`needs-${person}`} data-testid="needs">
      <h2 id={`needs-${person}`}>
        <Ruby>{text.needs.title}</Ruby>
      </h2>
      {needs.length === 0 && (
        <p className="care-note">
          <Ruby>{text.needs.none}</Ruby>
        </p>
      )}
      {!isAllReviewed && (
        <p className="care-unreviewed-note">
          <Ruby>{text.needs.unreviewedMore}</Ruby>
        </p>
      )}
      <ul className="care-needs">
        {needs.map((need) => (
          <NeedRow key={need.need} need={need} records={records} nowMs={nowMs} actions={actions} />
        ))}
      </ul>
    </section>
  );
}

interface NeedRowProps {
  actions: ((need: DerivedNeed) => ReactNode) | undefined;
  need: DerivedNeed;
  records: readonly RecordNeeds[];
  nowMs: number;
}

function NeedRow({ need, records, nowMs, actions }: NeedRowProps): ReactNode {
  const text = useCareWords();
  const names = useNeedNames();
  const brings = names.brings(need.need);
  return (
    <li className="care-need" data-need={need.need} data-urgency={need.urgency}>
      <div className="care-need-head">
        <strong className="care-need-name">
          <Ruby>{names.name(need.need)}</Ruby>
        </strong>
        <UrgencyMark need={need} />
        <SupplyMark need={need} nowMs={nowMs} />
        <span className="care-certainty">
          <Ruby>{text.needs.certainties[need.certainty]}</Ruby>
        </span>
        {!need.reviewed && <UnreviewedMark />}
      </div>
      {brings !== null && (
        <p className="care-brings">
          <Ruby>{brings}</Ruby>
        </p>
      )}
      <Why need={need} records={records} />
      {actions?.(need)}
    </li>
  );
}

export function UrgencyMark({ need }: { need: DerivedNeed }): ReactNode {
  const text = useCareWords();
  return (
    <span className="care-urgency" data-urgency={need.urgency}>
      <Ruby>{text.urgencies[need.urgency]}</Ruby>
    </span>
  );
}

/** What is left of the supply that is known of. */
export function SupplyMark({ need, nowMs }: { need: DerivedNeed; nowMs: number }): ReactNode {
  const text = useCareWords();
  if (need.supplyUntil === null) return null;
  const days = daysUntil(need.supplyUntil, nowMs);
  return (
    <span className="care-supply" data-over={days <= 0} data-testid="supply">
      <Ruby>{days <= 0 ? text.needs.supplyOver : text.needs.daysLeft(days)}</Ruby>
    </span>
  );
}

/** Stands wherever such a need does: no pharmacist or physician has confirmed its rule. */
export function UnreviewedMark(): ReactNode {
  const text = useCareWords();
  return (
    <span className="care-unreviewed" title={plain(text.needs.unreviewedMore)} data-testid="unreviewed">
      <Ruby>{text.needs.unreviewed}</Ruby>
    </span>
  );
}

/** Every rule that says so, with the evidence it says so from. */
function Why({ need: { need: code }, records }: Pick<NeedRowProps, 'need' | 'records'>): ReactNode {
  const text = useCareWords();
  const names = useNeedNames();
  const reasons = records.flatMap(({ record, needs, evidence }) =>
    needs
      .filter(({ need }) => need === code)
      .flatMap(({ reasons: all, rulesVersion }) =>
        all.map((reason) => ({
          ...reason,
          record,
          rulesVersion,
          from: reason.evidence.flatMap((at) => evidence[at] ?? []),
        })),
      ),
  );
  return (
    <details className="care-why" data-testid="why">
      <summary>
        <Ruby>{text.needs.why}</Ruby>
      </summary>
      <ul>
        {reasons.map(({ rule, certainty, record, rulesVersion, from }) => {
          const source = names.source(code, rule);
          return (
            <li key={`${record} ${rule}`} data-rule={rule}>
              <div className="care-evidence">
                {from.length === 0 ? (
                  <Ruby>{text.needs.byAge}</Ruby>
                ) : (
                  from.map((one, index) => <EvidenceName key={index} evidence={one} withOrigin />)
                )}
              </div>
              <p className="care-rule">
                <Ruby>{text.needs.rule}</Ruby> <code>{rule}</code>{' '}
                <span className="care-certainty">
                  <Ruby>{text.needs.certainties[certainty]}</Ruby>
                </span>{' '}
                {!names.isReviewed(code, rule) && <UnreviewedMark />} <Ruby>{text.needs.edition(rulesVersion)}</Ruby>
              </p>
              {source !== null && (
                <p className="care-rule">
                  <Ruby>{text.needs.source('')}</Ruby>
                  <span data-own lang="en">
                    {source}
                  </span>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
