import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';

/** Shows that changes in doubt are looked for, for as long as that goes on by itself; a cancel ends it. */
export async function whileLooking<T>(
  { actions }: Core,
  refs: readonly DeviceRef[],
  text: string,
  later: Promise<T>,
): Promise<T> {
  return withCancellableProgress(text, (signal) => {
    signal.addEventListener('abort', () => refs.forEach((ref) => actions.doubts.cancel(ref)), { once: true });
    return later;
  });
}
