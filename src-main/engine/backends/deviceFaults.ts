import type { Message } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';

/**
 * What a device said went wrong. A graphics card tells of a lack of memory or of its own end beside the work, not in the
 * call that suffers from it: whoever reads results asks here whether they can be believed.
 */
let fault: Message | null = null;

/** The first counts: what follows follows from it. */
export function noteDeviceFault(message: Message): void {
  fault ??= message;
}

/** @throws SfumatoError `engineFailed` when a device has failed since the process began; it does not recover by itself */
export function refuseFaultyDevice(): void {
  if (fault !== null) throw new SfumatoError('engineFailed', fault);
}
