import type { Session } from 'electron';
import { isOwnAddress } from './pageAddress.ts';

/** What the pages of a session may have; everything else is denied. */
export interface SessionLimits {
  readonly permissions: readonly string[];
  /** Addresses a page may load from. Everything else would leave this machine. */
  readonly isAllowed: (address: string) => boolean;
}

const windowLimits: SessionLimits = {
  // Its copy button.
  permissions: ['clipboard-sanitized-write'],
  // Our own, and what the page made itself.
  isAllowed: (address) => isOwnAddress(address) || /^(?:blob|data|devtools):/.test(address),
};

/** Denies a session every permission, device and connection that the program does not need. @param limits the window's, if left out */
export function guardSession(session: Session, { permissions, isAllowed }: SessionLimits = windowLimits): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(permissions.includes(permission)));
  session.setPermissionCheckHandler((_contents, permission) => permissions.includes(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isAllowed(url) }));
  session.on('will-download', (event) => event.preventDefault());
}
