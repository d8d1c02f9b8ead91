import { afterEach, describe, expect, it } from '@jest/globals';
import { felt, minute, quakeReport, reported } from '@hinomi/testing';
import { LOOK_MS, SILENCE_MS } from './decide-leadership.js';
import { Several } from './several.suite.js';

const open: Several[] = [];
const several = (count: number): Several => {
  const made = new Several(count);
  open.push(made);
  return made;
};
const started = async (count: number): Promise<Several> => {
  const made = several(count);
  for (let index = 0; index < count; index++) await made.start(index);
  return made;
};
afterEach(() => {
  for (const made of open.splice(0)) made.clean();
});

const quake = (id: string, version = 1) =>
  reported(quakeReport('VXSE53', id, { version, at: 490, intensities: [felt('5+', '1720400')] }));
/** Long enough for a standby to notice and to take over. */
const HANDOVER_MS = SILENCE_MS + 4 * LOOK_MS;

describe('several aggregators of one picture', () => {
  it('have one writer: the first claims at once, the next stand by and are ready', async () => {
    const all = await started(3);
    await all.append(quake('e1'));
    expect(all.roles()).toEqual(['active', 'standby', 'standby']);
    expect(all.claims()).toBe(1);
    expect(all.runs.map((run) => run.aggregator.status())).toMatchObject([
      { caughtUp: true, features: 2 },
      { caughtUp: true, features: 2, epoch: null },
      { caughtUp: true, features: 2, epoch: null },
    ]);
  });

  it('stay as they are while the writer lives', async () => {
    const all = await started(2);
    await all.pass(60_000);
    expect(all.roles()).toEqual(['active', 'standby']);
    expect(all.claims()).toBe(1);
    expect(all.runs[1]?.aggregator.status().heartbeatAgeMs).toBeLessThan(1_500);
  });

  it('hand over when the writer is killed: a claim, and nothing else where the picture is right', async () => {
    const all = await started(2);
    await all.append(quake('e1'));
    const before = [all.picture(), all.log.recordsOf('picture').length] as const;
    all.runs[0]?.kill();
    await all.pass(SILENCE_MS - 1_500);
    expect(all.claims()).toBe(1);
    await all.pass(HANDOVER_MS - SILENCE_MS + 1_500);
    expect(all.roles()).toEqual(['dead', 'active']);
    expect([all.picture(), all.log.recordsOf('picture').length]).toEqual([before[0], before[1] + 1]);
    await all.append(quake('e2'));
    expect(all.picture()).toEqual(await all.undisturbed());
    expect(all.picture()).toHaveLength(4);
  });

  it('lose nothing that came while nobody wrote', async () => {
    const all = await started(2);
    all.runs[0]?.kill();
    await all.append(quake('e1'), quake('e2'));
    expect(all.picture()).toEqual([]);
    await all.pass(HANDOVER_MS);
    expect(all.picture()).toEqual(await all.undisturbed());
    expect(all.picture()).toHaveLength(4);
  });

  it('hand over at once when the writer stops in good order', async () => {
    const all = await started(2);
    await all.runs[0]?.stop();
    await all.pass(2 * LOOK_MS);
    expect(all.roles()).toEqual(['dead', 'active']);
  });

  it('take a stopped and continued writer for a standby again', async () => {
    const all = await started(2);
    await all.append(quake('e1'));
    all.held[0]?.hold();
    await all.append(quake('e2'));
    await all.pass(HANDOVER_MS);
    expect(all.roles()[1]).toBe('active');
    await all.append(quake('e3'));
    all.held[0]?.release();
    await all.pass(2 * LOOK_MS);
    expect(all.roles()).toEqual(['standby', 'active']);
    expect(all.runs[0]?.aggregator.status()).toMatchObject({ caughtUp: true, epoch: null, features: 6 });
    await all.append(quake('e4'));
    expect(all.picture()).toEqual(await all.undisturbed());
    // And it is of use again.
    all.runs[1]?.kill();
    await all.append(quake('e5'));
    await all.pass(HANDOVER_MS);
    expect(all.roles()).toEqual(['active', 'dead']);
    expect(all.picture()).toEqual(await all.undisturbed());
  });

  it('do not take a sleep of their own for silence', async () => {
    const all = await started(2);
    all.held[1]?.hold();
    await all.pass(60_000);
    all.held[1]?.release();
    await all.pass(10_000);
    expect(all.roles()).toEqual(['active', 'standby']);
    expect(all.claims()).toBe(1);
  });

  it('end with one writer when two claim at once', async () => {
    const all = await started(3);
    await all.append(quake('e1'));
    all.runs[0]?.kill();
    await all.append(quake('e2'));
    await all.pass(2 * HANDOVER_MS);
    expect(all.claims()).toBe(3);
    expect(all.roles().sort()).toEqual(['active', 'dead', 'standby']);
    expect(all.picture()).toEqual(await all.undisturbed());
    await all.pass(60_000);
    expect(all.claims()).toBe(3);
  });

  it('do not listen to a writer that was superseded and does not know it', async () => {
    const all = await started(3);
    all.held[0]?.hold();
    await all.pass(2 * HANDOVER_MS);
    const active = all.roles().lastIndexOf('active');
    all.held[0]!.deafTo = new Set(['picture']);
    all.held[0]?.release();
    await all.pass(5_000);
    all.runs[active]?.kill();
    await all.append(quake('e1'));
    await all.pass(HANDOVER_MS);
    expect(all.roles()[active === 1 ? 2 : 1]).toBe('active');
    expect(all.picture()).toEqual(await all.undisturbed());
  });

  it('let nobody claim who is cut off from the log', async () => {
    const all = await started(2);
    all.held[1]?.cutOff();
    await all.pass(60_000);
    expect(all.claims()).toBe(1);
    all.held[1]?.heal();
    await all.pass(10_000);
    expect(all.roles()).toEqual(['active', 'standby']);
    expect(all.claims()).toBe(1);
  });

  it('replace a writer that is cut off, which follows once it hears again', async () => {
    const all = await started(2);
    all.held[0]?.cutOff();
    await all.append(quake('e1'));
    await all.pass(HANDOVER_MS);
    expect(all.roles()[1]).toBe('active');
    all.held[0]?.heal();
    await all.pass(5_000);
    expect(all.roles()).toEqual(['standby', 'active']);
    await all.append(quake('e2'));
    expect(all.picture()).toEqual(await all.undisturbed());
  });

  it('publish nothing older than what the writer before had worked in', async () => {
    const all = await started(2);
    await all.append(quake('e1'));
    all.held[1]!.deafTo = new Set(['hazards', 'hazards-urgent']);
    await all.append(quake('e2'));
    const before = all.picture();
    all.runs[0]?.kill();
    await all.pass(HANDOVER_MS);
    expect(all.claims()).toBe(2);
    expect(all.picture()).toEqual(before);
    expect(all.log.recordsOf('picture').at(-1)?.key).toBe('@claim');
    all.held[1]!.deafTo = new Set();
    await all.append(quake('e3'));
    expect(all.roles()[1]).toBe('active');
    expect(all.picture()).toEqual(await all.undisturbed());
  });

  it('say an end that has passed once', async () => {
    const all = await started(3);
    await all.append(
      reported(quakeReport('VXSE53', 'e1', { at: 490, ends: 505, intensities: [felt('5+', '1720400')] })),
    );
    all.clock.moveTo(minute(505));
    await all.pass(5_000);
    const expired = all.log.recordsOf('hazards').filter(({ headers }) => headers['ce_type'] === 'hazard.expired.v1');
    expect(expired).toHaveLength(1);
    expect(all.picture()).toEqual([]);
  });

  it('go on from their own checkpoints, whoever writes', async () => {
    const all = await started(2);
    await all.append(quake('e1'));
    await all.runs[1]?.stop();
    await all.append(quake('e2'));
    await all.start(1);
    expect(all.roles()).toEqual(['active', 'standby']);
    all.runs[0]?.kill();
    await all.pass(HANDOVER_MS);
    expect(all.picture()).toEqual(await all.undisturbed());
  });
});
