/** Persons who come in at the shelters of the tablets; every word of theirs can be told from anything else in the world. */
import { setTimeout as pause } from 'node:timers/promises';
import { markedPerson, MarkSearch, statedDocument, wordsOf } from '@hinomi/testing';

const ARRIVAL_MS = 1_500;

export class Patients {
  constructor({ door, ledger, shelters, seed }) {
    Object.assign(this, { door, ledger, shelters, next: seed * 10_000 });
  }

  start() {
    this.stopped = false;
    this.running = (async () => {
      while (!this.stopped && this.shelters.length > 0) {
        await this.comesIn((this.next += 1));
        await pause(ARRIVAL_MS);
      }
    })();
  }

  async stop() {
    this.stopped = true;
    await this.running;
  }

  async comesIn(number) {
    const shelter = this.shelters[number % this.shelters.length];
    const about = {
      format: 'stated',
      shelter,
      requestId: `faults-${number}`,
      legalGround: 'consent',
      consentText: '2026-11',
    };
    const path = `/api/v1/phr/records?${new URLSearchParams(about)}`;
    const reply = await this.door.insist('demo-medic', 'POST', path, statedDocument(markedPerson(number)), {
      'content-type': 'application/json',
    });
    if (reply === null) return;
    if (reply.status >= 300) return this.ledger.refused(`person ${number}`, reply);
    this.ledger.persons.set(reply.json().person, { shelter, number });
  }

  /** What looks for the words of everybody who came in since it was asked last, and of some before. */
  search() {
    const numbers = [...this.ledger.persons.values()].map(({ number }) => number).slice(-40);
    return new MarkSearch(numbers.flatMap((number) => wordsOf(markedPerson(number))));
  }
}
