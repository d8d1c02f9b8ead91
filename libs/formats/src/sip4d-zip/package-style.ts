import { z } from 'zod';
import type { TableFinding } from '../table/table.js';

const Colour = z.string().regex(/^[\da-fA-F]{6}$/, 'expected a colour such as C7161E');
const Share = z.number().min(0).max(1);
const Class = z.object({
  title: z.string(),
  value: z.union([z.string(), z.number()]).optional(),
  point_type: z.enum(['icon', 'circle']).optional(),
  icon: z.string().optional(),
  color: Colour.optional(),
  stroke: z.number().optional(),
  stroke_opacity: Share.optional(),
  fill: Colour.optional(),
  fill_opacity: Share.optional(),
  size: z.number().optional(),
});
const Style = z.object({
  num_class: z.int(),
  type: z.enum(['point', 'line', 'polygon']),
  note: z.string().optional(),
  column: z.string().optional(),
  minvalue: z.number().optional(),
  classes: z.array(Class),
});
type StyleClass = z.infer<typeof Class>;

/** What a class needs, by what it draws (sip4d 3.5). */
function needsOf(
  type: z.infer<typeof Style>['type'],
  { point_type: pointType }: StyleClass,
): readonly (keyof StyleClass)[] {
  if (type === 'line') return ['color', 'stroke'];
  if (type === 'polygon') return ['color', 'stroke', 'fill'];
  if (pointType === 'icon') return ['icon', 'size'];
  return pointType === 'circle' ? ['color', 'stroke', 'fill', 'size'] : ['point_type', 'size'];
}

/** The published rules of the legend; the hub draws by its own, so whatever is wrong costs nothing. */
export function checkStyle(written: unknown, file: string, files: ReadonlySet<string>): TableFinding[] {
  const findings: TableFinding[] = [];
  const find = (rule: string, path: string, message: string): void => {
    findings.push({ rule: `style.${rule}`, level: 'mended', place: { path: `${file}#/${path}` }, message });
  };
  const style = Style.safeParse(written);
  if (!style.success) {
    for (const { path, message } of style.error.issues) find(String(path.at(-1) ?? 'form'), path.join('/'), message);
    return findings;
  }
  const { num_class: count, type, classes } = style.data;
  if (count !== classes.length)
    find('num_class', 'num_class', `says ${count}, and there are ${classes.length} classes`);
  classes.forEach((one, index) => {
    for (const need of needsOf(type, one))
      if (one[need] === undefined) find(need, `classes/${index}`, `a class drawn so needs ${need}`);
    if (count >= 2 && one.value === undefined)
      find('value', `classes/${index}`, 'of several classes each needs its value');
    if (one.icon !== undefined && !files.has(one.icon))
      find('icon', `classes/${index}/icon`, `${one.icon} is not in the package`);
  });
  return findings;
}
