import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, CareTask, FeatureId, PharmacyAct, TaskState } from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { verifyAudit } from '../audit/verify-audit.js';
import { HALL, MEDIC, PHARMACIST, recordOf, VaultDesk } from '../vault-desk.suite.js';
import { stranger } from '../vault.suite.js';
import { VAULT_TABLES } from '../vault/vault-tables.js';
import { listTasks, withoutPerson } from './list-tasks.js';

let store: TestStore;
let desk: VaultDesk;
beforeAll(async () => {
  store = await openTestStore([VAULT_TABLES]);
  desk = await new VaultDesk(store).open();
}, 120_000);
afterAll(async () => {
  await store.remove();
  desk.end();
});

let places = 0;
const place = (): FeatureId => `town/t${(places += 1)}` as FeatureId;
const entries = async (): Promise<AuditEntry[]> => {
  const rows = await desk.sql<{ entry: string }>('SELECT entry FROM vault.audit ORDER BY seq');
  return rows.map(({ entry }) => JSON.parse(entry) as AuditEntry);
};
const list = (isTheirs: (shelter: string) => boolean = () => true, mark?: string) => {
  const asked = { who: PHARMACIST, purpose: 'pharmacy', shelter: null, disaster: 'real', permitted: true, isTheirs };
  return listTasks(desk.real, asked, mark, () => null);
};
const somebodyAt = async (at: FeatureId, needs = ['insulin']) => desk.receive(stranger(needs), { shelter: at });
const undoOf = ({ steps }: Pick<CareTask, 'steps'>) =>
  ({ act: 'undo', step: steps.findLast(({ undone }) => !undone)!.id }) as const;

describe('a task', () => {
  it('goes from the care team to the pharmacy and back, and closes the need until the supply given runs out', async () => {
    const at = place();
    const { person } = await somebodyAt(at);
    const asked = await desk.ask(person, {}, desk.asked(at));
    expect(asked).toMatchObject({ state: 'asked', shelter: at, person, goods: 'インスリン グラルギン' });
    const states: TaskState[] = [];
    const acts = [{ act: 'take' }, { act: 'send' }, { act: 'hand-over', days: 10 }] as const;
    for (const act of acts) {
      const after = await desk.pharmacy(asked.id, act);
      expect(Object.keys(after)).not.toContain('person');
      states.push(after.state);
    }
    expect(states).toEqual(['taken', 'on-its-way', 'handed-over']);
    expect(await desk.toldOf(at)).toEqual({});
    const [seen] = await desk.care.list(desk.real, 'real', desk.asked(at));
    expect(seen).toMatchObject({
      decisions: [
        {
          need: 'insulin',
          state: 'met',
          days: 10,
          task: asked.id,
          closed: true,
          by: { actor: 'pharmacist-1', name: null },
        },
      ],
      tasks: [{ id: asked.id, state: 'handed-over', steps: [{ by: MEDIC }, { by: PHARMACIST }, {}, { days: 10 }] }],
    });
    const done = (await entries()).filter(({ task }) => task === asked.id);
    expect(done.map(({ action, actor }) => [action, actor])).toEqual([
      ['task-asked', 'medic-1'],
      ['task-taken', 'pharmacist-1'],
      ['task-on-its-way', 'pharmacist-1'],
      ['task-handed-over', 'pharmacist-1'],
    ]);
    for (const word of ['insulin', 'インスリン', asked.number]) expect(JSON.stringify(done)).not.toContain(word);
    desk.nowMs += 10 * 86_400_000;
    await desk.deriving.due(desk.real);
    expect(await desk.toldOf(at)).toEqual({ insulin: 1 });
  });

  it('is listed to the pharmacies of its jurisdiction, and the list is written down when there is something new in it', async () => {
    const [here, there] = [place(), place()];
    const [a, b] = [await somebodyAt(here), await somebodyAt(there)];
    const task = await desk.ask(a.person, {}, desk.asked(here));
    await desk.ask(b.person, {}, desk.asked(there));
    const isTheirs = (shelter: string) => shelter === here;
    const first = await list(isTheirs);
    expect(first.tasks!.map(({ id }) => id)).toEqual([task.id]);
    const count = (await entries()).length;
    expect(await list(isTheirs, first.mark)).toEqual({ mark: first.mark, tasks: null });
    expect((await entries()).length).toBe(count);
    await desk.pharmacy(task.id, { act: 'take' });
    const second = await list(isTheirs, first.mark);
    expect(second.tasks).toMatchObject([{ id: task.id, state: 'taken' }]);
    expect((await entries()).at(-1)).toMatchObject({ action: 'listed-tasks', actor: 'pharmacist-1', count: 1 });
    const outside = desk.pharmacy(task.id, { act: 'send' }, { permitted: (shelter) => shelter !== here });
    await expect(outside).rejects.toMatchObject({ code: 'record.closed' });
    expect((await entries()).at(-1)).toMatchObject({ action: 'refused', task: task.id, person: null });
    // What a pharmacy sees, word by word.
    expect(Object.keys(withoutPerson(second.tasks![0]!)).sort()).toEqual(
      [
        'amount',
        'goods',
        'id',
        'need',
        'note',
        'number',
        'shelter',
        'shelterName',
        'state',
        'steps',
        'wantedBy',
      ].sort(),
    );
  });

  it('takes no step that does not follow, and each step once', async () => {
    const at = place();
    const { person } = await somebodyAt(at);
    const { id } = await desk.ask(person, {}, desk.asked(at));
    const refused = (act: PharmacyAct['act'], over = {}) =>
      expect(desk.pharmacy(id, { act, ...over } as never)).rejects.toMatchObject({ code: 'task.not-ready' });
    await refused('send');
    await refused('hand-over', { days: 3 });
    const taken = await desk.pharmacy(id, { act: 'take' }, {}, 'take-once-1');
    expect(await desk.pharmacy(id, { act: 'take' }, {}, 'take-once-1')).toEqual(taken);
    await refused('take');
    await desk.pharmacy(id, { act: 'cannot', reason: 'no-stock' });
    for (const act of ['take', 'send', 'hand-over', 'cannot'] as const)
      await refused(act, { days: 1, reason: 'unclear' });
    const withdraw = desk.careAct(id, { act: 'withdraw' }, desk.asked(at));
    await expect(withdraw).rejects.toMatchObject({ code: 'task.not-ready' });
    await expect(desk.pharmacy('x'.repeat(22), { act: 'take' })).rejects.toMatchObject({ code: 'task.not-found' });
    const again = await desk.ask(person, {}, desk.asked(at));
    expect(again.id).not.toBe(id);
  });

  it('is taken back by the side whose step it was, with the count that it changed', async () => {
    const at = place();
    const { person } = await somebodyAt(at);
    await desk.decide(person, { act: 'not-needed', need: 'insulin', reason: 'declined' }, desk.asked(at));
    const task = await desk.ask(person, {}, desk.asked(at));
    await expect(desk.careAct(task.id, undoOf(task), desk.asked(at))).rejects.toMatchObject({ code: 'task.not-ready' });
    const taken = await desk.pharmacy(task.id, { act: 'take' });
    await expect(desk.careAct(task.id, undoOf(taken), desk.asked(at))).rejects.toMatchObject({
      code: 'task.not-ready',
    });
    expect(await desk.pharmacy(task.id, undoOf(taken))).toMatchObject({ state: 'asked' });
    await desk.pharmacy(task.id, { act: 'take' });
    const handed = await desk.careAct(task.id, { act: 'hand-over', days: 3 }, desk.asked(at));
    const [seen] = await desk.care.list(desk.real, 'real', desk.asked(at));
    const decision = seen!.decisions[0]!.id;
    const byNeed = desk.decide(person, { act: 'undo', need: 'insulin', decision }, desk.asked(at));
    await expect(byNeed).rejects.toMatchObject({ code: 'need.overtaken' });
    expect(await desk.careAct(task.id, undoOf(handed), desk.asked(at))).toMatchObject({ state: 'taken' });
    expect((await desk.care.list(desk.real, 'real', desk.asked(at)))[0]!.decisions).toMatchObject([
      { state: 'not-needed' },
    ]);
    // Decided otherwise since: that stands, whatever is taken back.
    const once = await desk.careAct(task.id, { act: 'hand-over', days: 3 }, desk.asked(at));
    await desk.decide(person, { act: 'reopen', need: 'insulin' }, desk.asked(at));
    await desk.careAct(task.id, undoOf(once), desk.asked(at));
    expect(await desk.toldOf(at)).toEqual({ insulin: 1 });
  });

  it('follows the person to another shelter, is withdrawn when they leave, and is gone when they are erased', async () => {
    const [a, b] = [place(), place()];
    const { person } = await somebodyAt(a);
    const [open, done] = [await desk.ask(person, {}, desk.asked(a)), await desk.ask(person, {}, desk.asked(a))];
    await desk.pharmacy(done.id, { act: 'take' });
    await desk.pharmacy(done.id, { act: 'hand-over', days: 1 });
    await desk.care.move(desk.real, desk.asked(b), person, b);
    const byId = async (id: string) => (await list()).tasks!.find((task) => task.id === id);
    expect([(await byId(open.id))!.shelter, (await byId(done.id))!.shelter]).toEqual([b, a]);
    await desk.care.move(desk.real, desk.asked(b), person, null);
    expect(await byId(open.id)).toMatchObject({ state: 'withdrawn' });
    const again = desk.careAct(open.id, undoOf((await byId(open.id))!), desk.asked(b));
    await expect(again).rejects.toMatchObject({ code: 'record.closed' });
    await desk.care.move(desk.real, desk.asked(a), person, a);
    const last = await desk.ask(person, {}, desk.asked(a));
    await desk.care.erase(desk.real, MEDIC, person, 'revoked');
    const told = (await entries()).filter(({ task }) => task === last.id);
    expect(told.map(({ action }) => action)).toEqual(['task-asked', 'task-withdrawn']);
    expect(await desk.sql('SELECT 1 FROM vault.tasks WHERE person = $1', [person])).toEqual([]);
    await expect(desk.pharmacy(last.id, { act: 'take' })).rejects.toMatchObject({ code: 'task.not-found' });
    const next = await somebodyAt(a);
    expect((await desk.ask(next.person, {}, desk.asked(a))).number).not.toBe(last.number);
  });

  it('names nobody: what is written for the pharmacy is looked through for the person', async () => {
    const at = place();
    const identifiers = [{ system: 'urn:i', value: '9912-3456' }];
    const person = { names: ['凛堂 花子'], kana: ['リンドウ ハナコ'], birthDate: '1951-02-03', identifiers };
    const received = await desk.receive(recordOf({ ...person, needs: ['insulin'] }), { shelter: at });
    const ask = (over: object) => desk.ask(received.person, over, desk.asked(at));
    for (const note of ['凛堂さんへ', '花子 様', 'りんどうさん', '1951/02/03生', '番号 ９９１２３４５６']) {
      await expect(ask({ note })).rejects.toMatchObject({ code: 'task.names-person' });
      await expect(ask({ goods: note })).rejects.toMatchObject({ code: 'task.names-person' });
    }
    expect(await ask({ note: '冷やしたまま、受付へ' })).toMatchObject({ state: 'asked' });
    const seq = (await entries()).length;
    await expect(desk.ask(received.person, {}, desk.asked(HALL))).rejects.toMatchObject({ code: 'record.closed' });
    expect((await entries()).length).toBe(seq + 1);
  });

  it('leaves a chain that verifies', async () => {
    expect(await verifyAudit(desk.real, null)).toMatchObject({ intact: true, faults: [] });
  });
});

describe('rows of tasks that somebody else wrote', () => {
  const TAMPERED = { code: 'vault.tampered' };

  it('are shown to nobody: a changed one, a swapped one, an old one, one that is gone', async () => {
    const at = place();
    const two = [await somebodyAt(at), await somebodyAt(at)] as const;
    const [a, b] = [
      await desk.ask(two[0].person, {}, desk.asked(at)),
      await desk.ask(two[1].person, {}, desk.asked(at)),
    ];
    const isTheirs = (shelter: string) => shelter === at;
    const seen = async () => (await list(isTheirs)).tasks!.map(({ id }) => id).sort();
    const whole = [a.id, b.id].sort();
    expect(await seen()).toEqual(whole);
    const change = async (set: string, back: string, hidden: string[]) => {
      await desk.sql(set);
      for (const id of hidden) await expect(desk.pharmacy(id, { act: 'take' })).rejects.toMatchObject(TAMPERED);
      expect(await seen()).toEqual(whole.filter((id) => !hidden.includes(id)));
      await desk.sql(back);
      expect(await seen()).toEqual(whole);
    };
    const flip = `UPDATE vault.tasks SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE id = '${a.id}'`;
    await change(flip, flip, [a.id]);
    const swap = `UPDATE vault.tasks mine SET sealed = other.sealed FROM vault.tasks other
      WHERE (mine.id = '${a.id}' AND other.id = '${b.id}') OR (mine.id = '${b.id}' AND other.id = '${a.id}')`;
    await change(swap, swap, [a.id, b.id]);
    await desk.sql('CREATE TABLE old_tasks AS SELECT * FROM vault.tasks');
    const taken = await desk.pharmacy(a.id, { act: 'take' });
    await desk.sql('CREATE TABLE new_tasks AS SELECT * FROM vault.tasks');
    const put = (which: string) =>
      `UPDATE vault.tasks t SET version = o.version, is_open = o.is_open, changed_at = o.changed_at, sealed = o.sealed
       FROM ${which}_tasks o WHERE o.id = t.id AND t.id = '${a.id}'`;
    await change(put('old'), put('new'), [a.id]);
    await desk.pharmacy(a.id, undoOf(taken));
    // Sent elsewhere: the goods would go to whoever wrote it.
    const elsewhere = (shelter: string) => `UPDATE vault.tasks SET shelter = '${shelter}' WHERE id = '${a.id}'`;
    await desk.sql(elsewhere('town/thief'));
    await expect(desk.pharmacy(a.id, { act: 'take' })).rejects.toMatchObject(TAMPERED);
    await desk.sql(elsewhere(at));
    await desk.sql(`CREATE TABLE gone AS SELECT * FROM vault.tasks WHERE id = '${b.id}'`);
    await desk.sql(`DELETE FROM vault.tasks WHERE id = '${b.id}'`);
    await expect(desk.care.list(desk.real, 'real', desk.asked(at))).rejects.toMatchObject(TAMPERED);
    await desk.sql('INSERT INTO vault.tasks SELECT * FROM gone');
    expect(await seen()).toEqual(whole);
  });

  it('do not keep anybody from being erased', async () => {
    const at = place();
    const { person } = await somebodyAt(at);
    const { id } = await desk.ask(person, {}, desk.asked(at));
    await desk.sql(`UPDATE vault.tasks SET shelter = 'town/thief' WHERE id = '${id}'`);
    await desk.care.erase(desk.real, MEDIC, person, 'revoked');
    expect(await desk.sql('SELECT 1 FROM vault.tasks WHERE id = $1', [id])).toEqual([]);
  });
});
