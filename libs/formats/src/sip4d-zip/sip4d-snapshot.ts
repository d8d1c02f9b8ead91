import type { FeatureV1, Layer, RunId, Theme } from '@hinomi/contracts';
import type { Instant } from '@hinomi/contracts';
import type { ShapeOf } from '../cap/derive-cap-area.js';

/** The geometry of a package; its model code ends in 01, 02 or 03 by it. */
export const SIP4D_GEOMETRIES = ['point', 'line', 'polygon'] as const;
export type Sip4dGeometry = (typeof SIP4D_GEOMETRIES)[number];

export interface Sip4dContact {
  name: string;
  mail: string;
}

/** One layer as it is now, and what its packages say about themselves (sip4d 3.2, interop 10). */
export interface Sip4dSnapshot {
  layer: Layer;
  /** Of a layer of things the model they are written by; null = the universal one. */
  theme: Theme | null;
  /** Absent = the Japanese word for the theme or layer. */
  title?: string;
  author: Sip4dContact;
  /** Null when there is none; it is part of the table's identity. */
  disaster: { name: string; id?: string } | null;
  /** 第N報, 0 to 9999. */
  report: number;
  /** When the package is made. */
  updated: Instant;
  /** The run that all features belong to; null = what is real. */
  exercise: RunId | null;
  /** `public` = anybody may have it, as long as no feature says otherwise. */
  audience: 'public' | 'responders';
  licence: 'cc-zero' | 'cc-by' | 'cc-by-sa' | 'cc-nc' | 'other-nc' | 'other-closed';
  credits?: readonly string[];
  tags?: readonly string[];
  note?: string;
  remark?: string;
  /** Geometries that a package is made of also while there is nothing: that something went is news too. Absent = points. */
  always?: readonly Sip4dGeometry[];
  shapeOf?: ShapeOf;
}

/** One package, not zipped yet. */
export interface Sip4dZip {
  /** `<base>.zip`. */
  name: string;
  geometry: Sip4dGeometry;
  code: string;
  ttid: string;
  /** How many rows it has. */
  rows: number;
  files: Map<string, Uint8Array>;
}

export interface Sip4dExport {
  packages: Sip4dZip[];
  /** Features that have no place and stand in no package. */
  unplaced: FeatureV1['id'][];
}
