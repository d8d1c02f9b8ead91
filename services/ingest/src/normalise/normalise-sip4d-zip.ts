import type { Sip4dPackage, TableFinding } from '@hinomi/formats';
import type { Normalised, ReportProblem } from './normalised.js';
import { normaliseTable } from './normalise-table.js';
import type { SourceContext } from './source-context.js';

/** A package → its things, one dataset per entry. What breaks the published rules is told beside. */
export function normaliseSip4dZip(pack: Sip4dPackage, context: SourceContext): Normalised {
  const { ttid, tables, informationDate, updated, author, credits, licence, title } = pack;
  const agency = author ?? context.source.agency ?? '';
  const attribution = [context.source.attribution, ...credits, licence ?? ''].filter((part) => part !== '').join('、');
  const events = tables.flatMap(({ base, rows, mapping, title: entryTitle }) =>
    normaliseTable(
      {
        // Files are named anew with every package; only several entries of one package need telling apart.
        dataset: tables.length === 1 ? `sip4d:${ttid}` : `sip4d:${ttid}:${entryTitle || base}`,
        listedAt: informationDate,
        sentAt: updated,
        agency,
        attribution,
        rows: rows.map((row) => (row.name === '' ? { ...row, name: title } : row)),
      },
      mapping,
      context,
    ),
  );
  return { events, problems: pack.findings.map(problemOf) };
}

export function problemOf({ rule, level, place, message }: TableFinding): ReportProblem {
  return { place, message: `${message} (${rule})`, level };
}
