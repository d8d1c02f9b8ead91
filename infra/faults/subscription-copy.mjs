/** What an agency keeps of a subscription: the state, then change by change, and whatever is not as promised. */
export class SubscriptionCopy {
  sequence = 0;
  features = new Map();
  repeats = 0;
  states = 0;
  /** In words; empty when every change came once and in order. */
  faults = [];
  #parts = new Map();

  /** A change in the format `geojson`. */
  change(feature) {
    const { sequence, operation } = feature.hinomi;
    if (sequence <= this.sequence) return void (this.repeats += 1);
    if (sequence !== this.sequence + 1) this.faults.push(`${this.sequence} was followed by ${sequence}`);
    this.sequence = sequence;
    const { hinomi: _told, ...told } = feature;
    if (operation === 'remove') this.features.delete(feature.id);
    else if (operation === 'upsert') this.features.set(feature.id, told);
    // `superseded`: a newer one of the same feature follows.
  }

  /** A whole state, as `GET .../state` answers. */
  state({ sequence, features }) {
    this.states += 1;
    this.sequence = sequence;
    this.features = new Map(features.map((feature) => [feature.id, feature]));
  }

  /** A body as it is posted to an endpoint: a change, several, or a part of the state. */
  message(body) {
    if (body.hinomi?.operation === 'state') return this.#part(body);
    for (const feature of body.type === 'FeatureCollection' ? body.features : [body]) this.change(feature);
  }

  #part({ features, hinomi: { sequence, part, parts } }) {
    // Sent again after it was taken.
    if (this.states > 0 && sequence <= this.sequence) return void (this.repeats += 1);
    if (this.#parts.size > 0 && this.#parts.values().next().value.sequence !== sequence) this.#parts.clear();
    this.#parts.set(part, { sequence, features });
    if (this.#parts.size < parts) return;
    this.state({ sequence, features: [...this.#parts.values()].flatMap((each) => each.features) });
    this.#parts.clear();
  }
}
