import { HubError, type NeedAct, type NeedActAnswer, type RulesVersion } from '@hinomi/contracts';
import type { Care } from '../care/care.js';
import type { CareRequest } from '../care/refuse.js';
import { once } from '../care/once.js';
import { opaqueId, Persons, type OpenPerson } from '../person/persons.js';
import type { RealmVault } from '../vault/realm-vault.js';
import type { VaultChange } from '../vault/vault-change.js';
import { applyDecision } from './apply-decision.js';
import { decideNeed, deciding, isClosed, shownDecision, type Decided } from './need-state.js';

const ACTIONS = {
  met: 'need-closed',
  'not-needed': 'need-closed',
  reopen: 'need-reopened',
  undo: 'need-undone',
} as const;

const REFUSALS: Readonly<Record<(Decided & { outcome: 'refused' })['why'], HubError>> = {
  past: new HubError('request.invalid', 'The need would be open again already: name a later time.', {
    place: { path: '/until/at' },
  }),
  overtaken: new HubError('need.overtaken', 'Something else was decided of this need since then: look again.'),
  task: new HubError(
    'need.overtaken',
    'The pharmacy’s goods were handed over: take that back at the task, or open the need again.',
  ),
};

/** What a care team decides of single needs. Count, event and audit change with it, or nothing does. */
export class NeedsDesk {
  constructor(
    private readonly care: Care,
    private readonly rulesVersion: RulesVersion,
  ) {}

  decide(vault: RealmVault, asked: CareRequest, person: string, act: NeedAct): Promise<NeedActAnswer> {
    return this.care.withPerson(vault, asked, person, (change, opened) => {
      const { requestId, ...said } = act;
      const request = { actor: asked.who.actor, requestId, said, person };
      return once(change, request, {
        first: () => this.first(change, asked, opened, act),
        again: () => Promise.resolve(stands(change, opened.card, act.need)),
      });
    });
  }

  private async first(
    change: VaultChange,
    { who, purpose }: CareRequest,
    person: OpenPerson,
    act: NeedAct,
  ): Promise<{ id: string; value: NeedActAnswer }> {
    mustHave(person, act.need);
    const id = opaqueId(person.row.disaster, change.realm === 'real');
    const decided = decideNeed(person.card.decisions?.[act.need], act, { id, at: change.at, by: deciding(who) });
    if (decided.outcome === 'refused') throw REFUSALS[decided.why];
    const card = await applyDecision(change, person, act.need, decided.decision, this.rulesVersion);
    const { shelter } = person.row;
    await new Persons(change).save(who, person, card, { action: ACTIONS[act.act], purpose, shelter });
    return { id, value: stands(change, card, act.need) };
  }
}

/** A slip in a code must not close what nobody derived. */
export function mustHave({ card }: OpenPerson, need: string): void {
  const has = Object.values(card.needs).flat();
  if (has.some((derived) => derived.need === need)) return;
  throw new HubError('need.not-found', 'The records of this person say nothing of this need.', {
    place: { path: '/need' },
  });
}

function stands(change: VaultChange, { decisions = {} }: OpenPerson['card'], need: string): NeedActAnswer {
  const decision = decisions[need];
  const open = !isClosed(decision, change.at);
  return { decision: decision === undefined ? null : shownDecision(decision, change.at), open };
}
