/** Looks for what was acknowledged among the records of the log. Pure: records go in one by one. */

export class LogCheck {
  #raw = new Map();
  #events = new Map();
  #reports = new Map();

  /** Of `raw` the digest as the log says it and as `digestOf` finds it; of the others which event says what. */
  add({ topic, headers, value }, digestOf) {
    const bare = topic.replace(/^drill\./, '');
    const { ce_id: id } = headers;
    if (bare === 'raw') {
      count(this.#raw, id, `${headers.part}/${headers.parts} ${headers.sha256} ${digestOf(value)}`);
    } else if (bare === 'hazards' || bare === 'hazards-urgent') {
      count(this.#events, id, digestOf(value));
    } else if (bare === 'shelters' && value !== null) {
      const { rawId, attributes } = JSON.parse(new TextDecoder().decode(value));
      if (!rawId?.startsWith('report:')) return;
      const said = Object.entries(attributes).map(([name, { value: told }]) => [name, told]);
      count(this.#reports, rawId.slice('report:'.length), JSON.stringify(said.sort()));
    }
  }

  /** What is missing, doubled or other than acknowledged, in words; `repeats`: the same event twice, which readers know. */
  against(ledger) {
    const faults = [];
    let repeats = 0;
    for (const { rawId, sha256, events, index } of ledger.posts) {
      const kept = this.#raw.get(rawId);
      if (kept === undefined) faults.push(`telegram ${index}: ${rawId} is not in raw`);
      else if ([...kept.keys()].join() !== `1/1 ${sha256} ${sha256}`)
        faults.push(`telegram ${index}: raw has ${[...kept.keys()]}`);
      for (const id of events)
        if (!this.#events.has(id)) faults.push(`telegram ${index}: event ${id} is not on the log`);
    }
    for (const [reportId, { values, acknowledged }] of ledger.reports) {
      const kept = this.#reports.get(reportId);
      if (kept === undefined) {
        if (acknowledged) faults.push(`report ${reportId} was acknowledged and is not on the log`);
      } else if ([...kept.keys()].join() !== JSON.stringify(Object.entries(values).sort())) {
        faults.push(`report ${reportId} is on the log as ${[...kept.keys()]}`);
      }
    }
    for (const [what, all] of [
      ['event', this.#events],
      ['report', this.#reports],
    ]) {
      for (const [id, kept] of all) {
        if (kept.size > 1) faults.push(`${what} ${id} is on the log in ${kept.size} versions`);
        repeats += [...kept.values()].reduce((sum, times) => sum + times, 0) - 1;
      }
    }
    return { faults, repeats };
  }
}

function count(all, id, how) {
  const kept = all.get(id) ?? new Map();
  all.set(id, kept.set(how, (kept.get(how) ?? 0) + 1));
}
