import type { MessagePort } from 'node:worker_threads';
import { HubError, type ErrorCode, type FeatureV1 } from '@hinomi/contracts';
import { writeSip4dZip, type Sip4dGeometry, type Sip4dSnapshot } from '@hinomi/formats';

export interface WriteTask {
  geometry: Sip4dGeometry;
  snapshot: Omit<Sip4dSnapshot, 'shapeOf'>;
  /** Whence the features come, some at a time, with the shapes of their areas; null after the last. */
  features: MessagePort;
}

export interface WrittenPackage {
  name: string;
  files: Map<string, Uint8Array>;
}

/** An error as a value: a `HubError` that crosses threads loses all but its words. */
export type WriteAnswer = ({ written: true } & WrittenPackage) | { written: false; code: ErrorCode; message: string };

/** What the writing thread does with one package. */
export default async function writeAside({ geometry, snapshot, features: port }: WriteTask): Promise<WriteAnswer> {
  const features: FeatureV1[] = [];
  await new Promise<void>((resolve) => {
    port.on('message', (some: FeatureV1[] | null) => {
      if (some === null) resolve();
      else features.push(...some);
    });
  });
  port.close();
  try {
    return { written: true, ...writePackage(features, geometry, snapshot) };
  } catch (error) {
    const code = error instanceof HubError ? error.code : 'internal';
    return { written: false, code, message: String(error) };
  }
}

/** The one package of that geometry, which is there also when it has no row. */
export function writePackage(
  features: readonly FeatureV1[],
  geometry: Sip4dGeometry,
  snapshot: Omit<Sip4dSnapshot, 'shapeOf'>,
): WrittenPackage & { ttid: string; code: string } {
  const { packages } = writeSip4dZip(features, { ...snapshot, always: [geometry] });
  const { name, files, ttid, code } = packages.find((each) => each.geometry === geometry)!;
  return { name, files, ttid, code };
}
