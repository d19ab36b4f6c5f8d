import type { DeviceRef } from '../projects/project.js';
import type { CommandSender } from '../sending/commandSender.js';
import type { PointValue, SentCommand } from '../sending/sentCommand.js';

/**
 * Sends data points in one command and waits for the cloud's answer, not for what the device reports: the steps that follow look for
 * that themselves. A command that has left is waited for, whatever the signal says.
 * @throws as `CommandSender.sendAll`, before anything was sent
 */
export async function sendOnly(
  sender: Pick<CommandSender, 'sendAll' | 'sentTo' | 'onDidChange'>,
  ref: DeviceRef,
  points: readonly PointValue[],
  signal?: AbortSignal,
): Promise<readonly SentCommand[]> {
  const answered = new AbortController();
  const newest = sender.sentTo(ref)[0]?.id ?? 0;
  const listening = sender.onDidChange((changed) => {
    if (changed.projectId !== ref.projectId || changed.deviceId !== ref.deviceId) return;
    const own = sender.sentTo(ref).find(({ id, code }) => id > newest && code === points[0]?.code);
    if (own?.state === 'accepted') answered.abort();
  });
  const signals = signal ? [signal, answered.signal] : [answered.signal];
  try {
    return await sender.sendAll(ref, points, AbortSignal.any(signals));
  } finally {
    listening.dispose();
  }
}
