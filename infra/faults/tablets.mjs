/** Tablets of shelters: each opens a place, and keeps every report until it is acknowledged. */
import { setTimeout as pause } from 'node:timers/promises';

const REPORT_MS = 2_000;
const MOST_AT_ONCE = 50;

const ulid = (number) => String(number).padStart(26, '0');

export class Tablets {
  constructor({ door, ledger, count }) {
    Object.assign(this, { door, ledger, running: [] });
    this.tablets = Array.from({ length: count }, (_, number) => ({ number, counter: 0, waiting: [] }));
  }

  /** Resolves when every place is there. */
  async open() {
    const openedAt = new Date(Date.now() - 3_600_000).toISOString();
    for (const tablet of this.tablets) {
      const place = { placeId: ulid(1_000_000 + tablet.number), name: `見本避難所${tablet.number}`, nameKana: null };
      const lngLat = [136.5 + (tablet.number % 40) / 100, 36.5 + Math.floor(tablet.number / 40) / 100];
      const body = { ...place, kind: 'provisional', lngLat, address: null, openedAt, exercise: null };
      const reply = await this.door.insist('demo-operator', 'POST', '/api/v1/shelters', body);
      if (reply === null || reply.status >= 300) throw new Error(`a place was not opened: ${reply?.bytes}`);
      tablet.shelter = reply.json().id;
    }
  }

  start() {
    this.stopped = false;
    this.running = this.tablets.map(async (tablet) => {
      await pause(Math.random() * REPORT_MS);
      while (!this.stopped) {
        this.write(tablet);
        await this.send(tablet);
        await pause(REPORT_MS);
      }
    });
  }

  /** Resolves when nothing waits on any device. */
  async stop() {
    this.stopped = true;
    await Promise.all(this.running);
    await Promise.all(this.tablets.map((tablet) => this.send(tablet)));
  }

  write(tablet) {
    const observedAt = new Date().toISOString();
    const { number, shelter } = tablet;
    const counter = (tablet.counter += 1);
    const values = { eststts: 'open', evacueeno: counter, water: counter % 3 === 0 ? 'few_days' : 'enough' };
    const report = {
      ...{
        reportId: ulid(10_000_000 + number * 100_000 + counter),
        device: ulid(2_000_000 + number),
        counter,
        shelter,
      },
      ...{ by: 'tablet', toldBy: null, observedAt, writtenAt: observedAt, urgentNeed: null, confirmed: [] },
      attributes: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, observedAt }])),
    };
    this.ledger.reports.set(report.reportId, { values, shelter, acknowledged: false });
    tablet.waiting.push(report);
  }

  async send(tablet) {
    while (tablet.waiting.length > 0 && !this.door.closed) {
      const reports = tablet.waiting.slice(0, MOST_AT_ONCE);
      const path = `/api/v1/shelters/${encodeURIComponent(tablet.shelter)}/reports`;
      const body = { sentAt: new Date().toISOString(), reports };
      const reply = await this.door.insist('demo-shelter', 'POST', path, body);
      if (reply === null) return;
      if (reply.status !== 202) return this.ledger.refused(`reports of tablet ${tablet.number}`, reply);
      const { accepted, duplicates, refused } = reply.json();
      for (const one of refused) this.ledger.refused(`report ${one.reportId}`, reply);
      const gone = new Set([...accepted, ...duplicates, ...refused.map(({ reportId }) => reportId)]);
      for (const id of [...accepted, ...duplicates]) this.ledger.reports.get(id).acknowledged = true;
      tablet.waiting = tablet.waiting.filter(({ reportId }) => !gone.has(reportId));
    }
  }
}
