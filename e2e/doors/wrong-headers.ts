/** What every answer of the hub carries, page or not. */
const WANTED: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^(same-origin|no-referrer)$/,
  'permissions-policy': /^camera=\((self)?\), microphone=\(\), geolocation=\(self\)$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'content-security-policy': /frame-ancestors 'none'/,
};
/** What no answer may carry: who made the server, and that pages elsewhere may read along. */
const UNWANTED = ['server', 'x-powered-by', 'access-control-allow-origin', 'access-control-allow-credentials'];
const LOOSE = /unsafe-(inline|eval|hashes)|[\s;](\*|https?:|data:)(?=[\s;]|$)/;
/** Pictures and letters cannot run. */
const MAY_BE_DATA = /^(img-src|font-src)\s/;

/** In words, what is wrong with the headers of an answer. */
export function wrongHeaders(headers: Headers): string[] {
  const lacking = Object.entries(WANTED)
    .filter(([name, wanted]) => !wanted.test(headers.get(name) ?? ''))
    .map(([name]) => `${name}: ${headers.get(name)}`);
  const loose = (headers.get('content-security-policy') ?? '')
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => LOOSE.test(MAY_BE_DATA.test(directive) ? directive.replaceAll(' data:', '') : directive));
  const unclosed = ["object-src 'none'", "base-uri 'none'", "form-action '"].filter(
    (directive) => !closes(headers.get('content-security-policy') ?? '', directive),
  );
  return [...lacking, ...loose, ...unclosed, ...UNWANTED.filter((name) => headers.has(name))];
}

/** A policy of nothing at all closes objects too; base and forms are outside of it. */
function closes(policy: string, directive: string): boolean {
  return (
    policy.includes(directive) ||
    (directive.startsWith('object-src') && policy.includes("default-src 'none'")) ||
    /(^|;\s*)sandbox(;|$)/.test(policy)
  );
}
