import { z } from 'zod';
import type { TableFinding } from '../table/table.js';

export const META_FILE = 'sip4d_zip_meta.json';

const CATEGORIES = [
  ...[
    '気象',
    '地震',
    '津波',
    '土砂災害',
    '洪水',
    '火山',
    '人的被害',
    '建物被害',
    '公共施設',
    '交通',
    'ライフライン',
    '通信',
  ],
  ...[
    '燃料・エネルギー',
    'SNS情報',
    '画像・動画',
    '避難',
    '物資',
    '医療',
    '廃棄物',
    '派遣',
    '本部設置',
    '法律適用',
    'その他',
  ],
];
const LICENCES = ['cc-zero', 'cc-by', 'cc-by-sa', 'cc-nc', 'other-nc', 'other-closed'];
const OPENNESS = ['ＩＳＵＴ－ＳＩＴＥのみ公開可能', '災害対応機関のみ公開可能', '一般公開可能'];
const TEST_FLAGS = ['通常', '訓練', '試験'];
const MODEL_CODE = /^\d{2}-\d{3}-\d{2}$/;
const FIELD_UNIT_CODE = /^\d{4}-\d{2}$/;
export const UNIVERSAL_CODE = '99-999-99';

const LocalTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/, 'expected a time such as 2026-04-14T13:50:02');
const Mail = z.string().regex(/^[\w.+-]+@[\w-]+\.[\w.-]+$/, 'expected an e-mail address');
const Entry = z.object({ type: z.literal('GeoJSON'), title: z.string(), file: z.string(), updated: LocalTime });

/** The published rules of the metadata (SIP4D-ZIP checker 1.2.4, templates 1 and 1.1; sip4d 3.2). */
const Rules = z.object({
  version: z.enum(['1', '1.1', '2.0']),
  title: z.string(),
  ttid: z.string().regex(/^[\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}$/, 'expected a UUID'),
  code: z
    .string()
    .regex(new RegExp(`${MODEL_CODE.source}|${FIELD_UNIT_CODE.source}`), 'expected a code such as 01-001-01'),
  category: z.enum(CATEGORIES),
  tags: z.array(z.string()),
  format: z.literal('SIP4D-ZIP'),
  payload_type: z.literal('VECTOR'),
  updated: LocalTime,
  information_date: LocalTime,
  author: z.object({ name: z.string(), 'e-mail': Mail.optional() }),
  maintainer: z.object({ name: z.string(), 'e-mail': Mail }),
  disaster: z.object({ name: z.string(), id: z.string().optional(), report: z.int().min(0).max(9999).optional() }),
  lgcode: z.array(z.string().regex(/^\d{5}(,\d{5})*$/, 'expected 5-digit codes')).nullish(),
  openflg: z.enum(OPENNESS),
  testflg: z.enum(TEST_FLAGS),
  character: z.literal('UTF-8'),
  remark: z.string().optional(),
  license_id: z.enum(LICENCES),
  license_note: z.string().optional(),
  credit: z.array(z.string()).optional(),
  note: z.string(),
  entry_num: z.int().min(1),
  entry: z.array(Entry),
});

/** Format 1 asks for less. */
const RulesOfVersion1 = Rules.extend({
  code: z.string().regex(MODEL_CODE, 'expected a code such as 01-001-01'),
  tags: z.array(z.string()).optional(),
  payload_type: z.literal('VECTOR').optional(),
  maintainer: z.object({ name: z.string(), 'e-mail': Mail.optional() }),
});

/** What must be there for the package to mean anything: which table it is, of when, whether it is real, and its files. */
const Essentials = z.object({
  ttid: z.string().min(1, 'without a ttid nobody can say which table this replaces'),
  code: z.string().min(1),
  testflg: z.enum(TEST_FLAGS),
  title: z.string().catch(''),
  information_date: z.string().optional().catch(undefined),
  updated: z.string().optional().catch(undefined),
  openflg: z.string().catch(''),
  author: z.object({ name: z.string() }).optional().catch(undefined),
  credit: z.array(z.string()).optional().catch(undefined),
  license_id: z.string().optional().catch(undefined),
  disaster: z.object({ name: z.string() }).optional().catch(undefined),
  entry: z.array(z.object({ file: z.string().min(1), title: z.string().catch('') })).min(1),
});
export type PackageMeta = z.infer<typeof Essentials>;

/** The metadata with what the rules find; null when it does not say enough to be used. */
export function readMeta(written: unknown): { meta: PackageMeta | null; findings: TableFinding[] } {
  const version = (written as { version?: unknown } | null)?.version;
  const checked = (version === '1' ? RulesOfVersion1 : Rules).safeParse(written);
  const essential = Essentials.safeParse(written);
  const missing = new Set(essential.error?.issues.map(({ path }) => path.join('/')) ?? []);
  const own = (essential.error?.issues ?? []).map((issue) => finding(issue, 'refused'));
  const others = (checked.error?.issues ?? []).filter(({ path }) => !missing.has(path.join('/')));
  const findings = [...own, ...others.map((issue) => finding(issue, 'mended'))];
  if (!essential.success) return { meta: null, findings };
  const { data } = essential;
  const count = (written as { entry_num?: unknown }).entry_num;
  if (typeof count === 'number' && count !== data.entry.length) {
    findings.push(named('entry_num', `says ${count}, and there are ${data.entry.length} entries`));
  }
  if (data.entry.length > 1 && data.code !== UNIVERSAL_CODE) {
    findings.push(named('entry', `only ${UNIVERSAL_CODE} may have more than one entry`));
  }
  return { meta: data, findings };
}

function finding({ path, message }: z.core.$ZodIssue, level: TableFinding['level']): TableFinding {
  const field = path.join('/');
  return {
    rule: `meta.${path.filter((part) => typeof part === 'string').join('.') || 'form'}`,
    level,
    place: { path: `${META_FILE}#/${field}` },
    message,
  };
}

function named(field: string, message: string): TableFinding {
  return { rule: `meta.${field}`, level: 'mended', place: { path: `${META_FILE}#/${field}` }, message };
}
