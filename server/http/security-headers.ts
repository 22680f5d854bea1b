/** Sent with every answer, whichever router made it. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** The phone app reads a QR, takes photos and says where it is, if the person wants; no other page may ask. */
export const FIELD_PERMISSIONS = 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()';

export function isFieldPage(path: string): boolean {
  return path === '/field' || path === '/field/';
}

/** An answer of the API is data and never a page. */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * The policy of a page: scripts only with this answer's nonce, nothing from any other host. Styles in
 * attributes are allowed, since React writes them while rendering on the server.
 *
 * @param development the development server reloads modules by `eval`
 */
export function pagePolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
