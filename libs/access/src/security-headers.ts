const POLICY = 'microphone=(), geolocation=(self)';

/** The pages that read the codes of medicine notebooks with a camera. */
const CAMERA_PAGES: ReadonlySet<string> = new Set(['/care/', '/shelter/']);

/** For an address: what its page may use of the device. */
export function permissionsPolicyOf(address: string): string {
  const page = address.split('?', 1)[0]!.replace(/index\.html$/, '');
  return `camera=${CAMERA_PAGES.has(page) ? '(self)' : '()'}, ${POLICY}`;
}

/**
 * What every answer of the hub carries: its pages may only load from, and speak to, this hub, and the provider that signs
 * people in where that is another (`issuer`), and the `hosts` whose pictures its map may show, as `https://tiles.example.jp`.
 */
export function securityHeaders(
  issuer: string | null,
  hosts: readonly string[] = [],
): Readonly<Record<string, string>> {
  const provider = issuer === null ? '' : ` ${new URL(issuer).origin}`;
  const others = hosts.map((host) => ` ${host}`).join('');
  return {
    'content-security-policy': `default-src 'self'; img-src 'self' data: blob:${others}; connect-src 'self'${provider}${others}; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': `camera=(), ${POLICY}`,
  };
}
