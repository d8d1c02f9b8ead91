/** The machine's monotonic clock in milliseconds: the same for every process, so a post here and an arrival there compare. */
export const clock = () => Number(process.hrtime.bigint()) / 1e6;

export function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function summary(values) {
  const sorted = Float64Array.from(values).sort();
  return { count: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

/** Steps of one per cent from 10 µs to 100 s: what several processes counted is added without any of it being sent. */
const STEP = Math.log(1.01);
const SMALLEST_MS = 0.01;
const BUCKETS = 1_620;

export class Histogram {
  counts = new Uint32Array(BUCKETS);

  note(millis) {
    const bucket = Math.floor(Math.log(Math.max(millis, SMALLEST_MS) / SMALLEST_MS) / STEP);
    this.counts[Math.min(BUCKETS - 1, bucket)] += 1;
  }

  add(counts) {
    counts.forEach((count, bucket) => (this.counts[bucket] += count));
  }

  get total() {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  quantile(share) {
    let left = this.total * share;
    for (const [bucket, count] of this.counts.entries()) {
      left -= count;
      if (left < 0) return SMALLEST_MS * Math.exp((bucket + 0.5) * STEP);
    }
    return Number.NaN;
  }
}

/** Of this process; its own threads are in it, other processes of the machine are not. */
export function usage() {
  const { user, system } = process.cpuUsage();
  return { rss: process.memoryUsage().rss, cpuMs: (user + system) / 1000 };
}

/** The next message of a child. */
export function message(child) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (value) => {
      child.off('exit', ended);
      resolve(value);
    });
  });
}

export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row) => row.map((cell, column) => String(cell).padEnd(widths[column])).join('  ')).join('\n');
}

export const ms = (value) => (Number.isFinite(value) ? `${value.toFixed(value < 10 ? 2 : 0)} ms` : '-');
export const ratio = (value) => (Number.isFinite(value) ? value.toFixed(2) : '-');
