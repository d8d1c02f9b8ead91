import { ShelterReport, ShelterReportBatch, type Instant } from '@hinomi/contracts';
import { inOrder, type KeptReport } from './queue-decisions.js';

/** The waiting reports of one shelter as a file: exactly what `POST /api/v1/shelters/{id}/reports` takes. */
export interface ReportFile {
  name: string;
  text: string;
}

export function reportFiles(waiting: readonly KeptReport[], now: Instant): ReportFile[] {
  const shelters = [...new Set(waiting.map(({ report }) => report.shelter))];
  return shelters.map((shelter, index) => {
    const reports = inOrder(waiting.filter(({ report }) => report.shelter === shelter)).map(({ report }) => report);
    // Whoever sends the file does so for those who wrote what is in it.
    const batch: ShelterReportBatch = { sentAt: now, carried: true, reports };
    const suffix = shelters.length > 1 ? `-${index + 1}` : '';
    return {
      name: `hinomi-${now.slice(0, 16).replace(/[-:]/g, '')}${suffix}.json`,
      text: `${JSON.stringify(batch, null, 1)}\n`,
    };
  });
}

export type ReadFile = { outcome: 'read'; reports: ShelterReport[] } | { outcome: 'unreadable'; place: string };

/** A file of another device. All of it or nothing: a half-read file would look whole. */
export function readReportFile(text: string): ReadFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { outcome: 'unreadable', place: 'JSON' };
  }
  const batch = ShelterReportBatch.safeParse(content);
  if (!batch.success) return { outcome: 'unreadable', place: batch.error.issues[0]?.path.join('.') || 'JSON' };
  const reports: ShelterReport[] = [];
  for (const [index, written] of batch.data.reports.entries()) {
    const report = ShelterReport.safeParse(written);
    if (!report.success) {
      return { outcome: 'unreadable', place: ['reports', index, ...(report.error.issues[0]?.path ?? [])].join('.') };
    }
    reports.push(report.data);
  }
  return { outcome: 'read', reports };
}
