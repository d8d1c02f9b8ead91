import { describe, expect, it } from '@jest/globals';
import type { HubError } from '@hinomi/contracts';
import { AppendRoom, type AppendPlace } from './append-room.js';

function world(limits: { bytes: number; urgentBytes: number; inLine: number }) {
  const room = new AppendRoom(limits);
  const entered: string[] = [];
  const places = new Map<string, AppendPlace>();
  const refused: HubError[] = [];
  const enter = (name: string, bytes: number, topic = 'observations'): void =>
    room.enter(
      topic,
      bytes,
      (place) => {
        entered.push(name);
        places.set(name, place);
      },
      (error) => refused.push(error),
    );
  const levelOf = (queue: string) => room.states.find((state) => state.queue === queue)!;
  return { enter, entered, refused, levelOf, leave: (name: string) => places.get(name)!.leave() };
}

describe('the room of what is being appended', () => {
  it('lets callers wait outside in the order in which they came, small ones too', () => {
    const { enter, entered, leave, levelOf } = world({ bytes: 100, urgentBytes: 100, inLine: 10 });
    enter('first', 80);
    enter('second', 60);
    enter('third', 10);
    expect(entered).toEqual(['first']);
    leave('first');
    expect(entered).toEqual(['first', 'second', 'third']);
    expect(levelOf('log.appends-bytes')).toMatchObject({ size: 70, peak: 80, full: 2 });
  });

  it('takes what is larger than all of it once nothing else is there', () => {
    const { enter, entered, leave } = world({ bytes: 100, urgentBytes: 100, inLine: 10 });
    enter('small', 1);
    enter('large', 500);
    leave('small');
    expect(entered).toEqual(['small', 'large']);
  });

  it('keeps a room for what is urgent, however many stand before the other', () => {
    const { enter, entered } = world({ bytes: 10, urgentBytes: 10, inLine: 10 });
    for (let index = 0; index < 5; index += 1) enter(`flood ${index}`, 10);
    enter('tsunami', 10, 'hazards-urgent');
    enter('drill', 10, 'drill.hazards-urgent');
    expect(entered).toEqual(['flood 0', 'tsunami']);
  });

  it('turns away whoever finds the line full: to come again, and nothing is taken', () => {
    const { enter, entered, refused, leave } = world({ bytes: 10, urgentBytes: 10, inLine: 2 });
    for (const name of ['a', 'b', 'c', 'd']) enter(name, 10);
    expect(refused.map(({ code, retryable }) => ({ code, retryable }))).toEqual([
      { code: 'log.unavailable', retryable: true },
    ]);
    for (const name of ['a', 'b', 'c']) leave(name);
    expect(entered).toEqual(['a', 'b', 'c']);
  });

  it('counts a place once, however often it is left', () => {
    const { enter, entered, leave } = world({ bytes: 10, urgentBytes: 10, inLine: 5 });
    for (const name of ['a', 'b', 'c']) enter(name, 10);
    leave('a');
    leave('a');
    expect(entered).toEqual(['a', 'b']);
  });
});
