/** What was said to be kept, as it was said. */
export class Ledger {
  /** Telegrams: the digest of the bytes, the id the hub gave them, and the events it named. */
  posts = [];
  /** Reports of tablets by their id: what was sent, and whether it was acknowledged. */
  reports = new Map();
  /** Persons in the vault by their id: the shelter, and the number their words are made of. */
  persons = new Map();
  /** Whatever was answered as it must not be, in words. */
  refusals = [];

  refused(what, reply) {
    this.refusals.push(`${what}: ${reply.status} ${reply.bytes.toString().slice(0, 300)}`);
  }

  get counts() {
    const reports = [...this.reports.values()];
    return {
      posts: this.posts.length,
      reports: reports.filter(({ acknowledged }) => acknowledged).length,
      unacknowledged: reports.filter(({ acknowledged }) => !acknowledged).length,
      persons: this.persons.size,
    };
  }
}
