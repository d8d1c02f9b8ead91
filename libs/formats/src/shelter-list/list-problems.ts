import {
  IMPORT_FIXES,
  type ImportFix,
  type ImportNote,
  type ImportProblem,
  type ImportProblemExample,
} from '@hinomi/contracts';

const EXAMPLES = 5;
const EXAMPLE_LENGTH = 80;

/** Counts what a list has wrong, with some examples of each. */
export class ListProblems {
  private readonly byCode = new Map<ImportFix | ImportNote, ImportProblem>();

  /** Of the row in hand. */
  private row: [ImportFix | ImportNote, ImportProblemExample][] = [];

  constructor(private readonly without: ReadonlySet<ImportFix>) {}

  /** `after`: what the cell says when it is mended. */
  count(code: ImportFix | ImportNote, line: number, column: string, before: string, after: string | null): void {
    this.row.push([code, { line, column, before, after }]);
  }

  /** The row in hand is brought in, and what it has wrong counts; or it is refused, for a reason that says more. */
  endRow(isUsed: boolean): void {
    for (const [code, example] of isUsed ? this.row : []) this.add(code, example);
    this.row = [];
  }

  private add(code: ImportFix | ImportNote, { line, column, before, after }: ImportProblemExample): void {
    const known = this.byCode.get(code) ?? this.open(code);
    known.count += 1;
    if (known.examples.length >= EXAMPLES) return;
    const short = (text: string): string => text.slice(0, EXAMPLE_LENGTH);
    known.examples.push({ line, column, before: short(before), after: after === null ? null : short(after) });
  }

  all(): ImportProblem[] {
    this.endRow(true);
    return [...this.byCode.values()].sort((a, b) => Number(b.fixable) - Number(a.fixable) || b.count - a.count);
  }

  private open(code: ImportFix | ImportNote): ImportProblem {
    const fix = IMPORT_FIXES.find((known) => known === code);
    const problem = {
      code,
      count: 0,
      fixable: fix !== undefined,
      on: fix !== undefined && !this.without.has(fix),
      examples: [],
    };
    this.byCode.set(code, problem);
    return problem;
  }
}
