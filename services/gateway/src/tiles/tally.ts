import type { Site } from './site.js';

/** How many sites there are, where their middle is and how bad the worst is: sums only, so that any order gives the same. */
export class Tally {
  count = 0;
  private x = 0;
  private y = 0;
  private atRisk = 0;
  private readonly bySeverity = [0, 0, 0, 0, 0, 0];

  /** `sign` -1 takes the site out again. */
  add(site: Site, sign: 1 | -1 = 1): void {
    this.count += sign;
    this.x += sign * site.x;
    this.y += sign * site.y;
    if (site.designated !== '') this.atRisk += sign;
    this.bySeverity[site.severity]! += sign;
  }

  addAll(other: Tally): void {
    this.count += other.count;
    this.x += other.x;
    this.y += other.y;
    this.atRisk += other.atRisk;
    other.bySeverity.forEach((count, severity) => (this.bySeverity[severity]! += count));
  }

  asCluster(): Cluster {
    const severity = this.bySeverity.findLastIndex((count) => count > 0);
    return {
      x: Math.floor(this.x / this.count),
      y: Math.floor(this.y / this.count),
      count: this.count,
      severity,
      worst: this.bySeverity[severity]!,
      atRisk: this.atRisk,
    };
  }
}

/** Sites too close to each other to be told apart at a zoom. */
export interface Cluster {
  x: number;
  y: number;
  count: number;
  /** The highest of them. */
  severity: number;
  /** How many have that severity. */
  worst: number;
  /** How many have a hazard over them. */
  atRisk: number;
}
