import type { Session } from 'electron';
import { isOwnAddress } from './pageAddress.ts';

/** The one permission the window needs: its copy button. */
const allowedPermission = 'clipboard-sanitized-write';

/** Addresses a page may load from: our own, and what it made itself. Everything else would leave this machine. */
function isLocal(address: string): boolean {
  return isOwnAddress(address) || /^(?:blob|data|devtools):/.test(address);
}

/** Denies a session every permission, device and connection that the program does not need. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === allowedPermission));
  session.setPermissionCheckHandler((_contents, permission) => permission === allowedPermission);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isLocal(url) }));
  session.on('will-download', (event) => event.preventDefault());
}
