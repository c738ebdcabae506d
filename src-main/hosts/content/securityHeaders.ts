/**
 * Nothing runs, loads or connects unless it comes from the page's own origin. `'wasm-unsafe-eval'` lets WebAssembly be
 * compiled and, unlike `'unsafe-eval'`, no text be run as script. `style-src-attr` is open because Svelte writes `style`
 * attributes into its templates; an attribute's style can neither run script nor load from elsewhere (`img-src`).
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sent with every answer of either host. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Pages of other programs on this machine share the site `127.0.0.1`, cookie included: they must not embed our bytes.
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
};
