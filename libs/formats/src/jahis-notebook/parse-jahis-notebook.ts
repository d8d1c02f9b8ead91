import { readInstant, type HealthFinding, type ParsedHealthRecord } from '@hinomi/contracts';
import { nobody } from '../fhir/read-person.js';
import { decodeLines } from './decode-lines.js';
import { hasSign, joinCodes } from './join-codes.js';
import { NotebookReader } from './read-notebook.js';

/** The newest version that is known: 2.5 and 2.6 of the specification. */
const NEWEST = 8;
const MOST_FINDINGS = 500;
const MOST_EVIDENCE = 5_000;

/**
 * A medicine notebook (JAHIS 電子版お薬手帳データフォーマット, JAHISTC01-08): the bytes of a file, or those of each of its codes in any order. Never
 * throws. Findings name line and field (field 1 is the record number) and never what stands there.
 */
export function parseJahisNotebook(given: Uint8Array | readonly Uint8Array[]): ParsedHealthRecord {
  const codes = given instanceof Uint8Array ? [given] : given;
  const joined = joinCodes(codes);
  if ('finding' in joined) return refuse(joined.finding);
  const { lines, findings } = decodeLines(joined.lines, codes.some(hasSign));
  const header = readHeader(lines[0]?.fields ?? []);
  if (header.code !== null) {
    return refuse({ severity: 'error', code: header.code, where: 'line 1', message: header.message });
  }
  if (header.version > NEWEST) {
    const message = `JAHISTC${header.version} is newer than what is known (JAHISTC0${NEWEST}); the records that are known were read`;
    findings.push({ severity: 'warning', code: 'not-supported', where: 'line 1', message });
  }
  const reader = new NotebookReader();
  for (const line of lines.slice(1)) reader.take(line);
  findings.push(...reader.findings);
  if (reader.evidence.length > MOST_EVIDENCE) {
    findings.push({
      severity: 'error',
      code: 'too-costly',
      where: 'line 1',
      message: `more than ${MOST_EVIDENCE} entries`,
    });
  }
  if (reader.person === null && reader.evidence.length === 0) {
    findings.push({
      severity: 'error',
      code: 'required',
      where: 'line 1',
      message: 'holds neither a person nor a medicine',
    });
  }
  const shown = mostImportant(findings);
  if (shown.some(({ severity }) => severity === 'error')) return { record: null, findings: shown };
  return {
    record: {
      format: 'jahis-notebook',
      person: reader.person ?? nobody(),
      evidence: reader.evidence,
      statements: [],
      issuedAt: reader.latest === null ? null : readInstant(`${reader.latest}T00:00:00+09:00`),
      consent: null,
    },
    findings: shown,
  };
}

type Header = { code: null; version: number } | { code: HealthFinding['code']; message: string };

function readHeader([first = '']: readonly string[]): Header {
  const notebook = /^JAHISTC(\d\d)$/.exec(first.trim());
  if (notebook) return { code: null, version: Number(notebook[1]) };
  if (/^JAHIS\d{1,2}$/.test(first.trim())) {
    return {
      code: 'not-supported',
      message: 'is the code of a prescription (JAHIS 院外処方箋), not of a medicine notebook: scan the notebook',
    };
  }
  return { code: 'structure', message: 'does not begin as a medicine notebook (JAHISTC01 to JAHISTC08)' };
}

function mostImportant(findings: readonly HealthFinding[]): HealthFinding[] {
  if (findings.length <= MOST_FINDINGS) return [...findings];
  const rank = { error: 0, warning: 1, information: 2 };
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]).slice(0, MOST_FINDINGS);
}

function refuse(finding: HealthFinding): ParsedHealthRecord {
  return { record: null, findings: [finding] };
}
