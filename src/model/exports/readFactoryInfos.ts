import { isAbortError } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { FactoryInfo } from '../../tuya/results.js';

/** The factory data of one device of a selection. */
export type FactoryAnswer =
  | { readonly id: string; readonly state: 'answered'; readonly info: FactoryInfo }
  /** The cloud left it out, as it does for devices the project can't see; or its record couldn't be read. */
  | { readonly id: string; readonly state: 'notAnswered' }
  | { readonly id: string; readonly state: 'failed'; readonly problem: unknown }
  /** Cancelled before its turn. */
  | { readonly id: string; readonly state: 'notAsked' };

/** Devices of one call. */
export const factoryBatchSize = 20;

/**
 * Asks for the factory data of a selection, by twenties. A batch that fails doesn't take the others with it. Never
 * rejects; a cancel leaves the rest `notAsked`.
 * @param known what needs no call
 */
export async function readFactoryInfos(
  client: TuyaClient,
  ids: readonly string[],
  options: {
    readonly known?: (id: string) => FactoryInfo | undefined;
    readonly signal?: AbortSignal;
    /** Devices that are through, of all. */
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<readonly FactoryAnswer[]> {
  const { known, signal, onProgress } = options;
  const answers = new Map<string, FactoryAnswer>();
  for (const id of ids) {
    const info = known?.(id);
    answers.set(id, info ? { id, state: 'answered', info } : { id, state: 'notAsked' });
  }
  const wanted = [...answers.values()].filter(({ state }) => state === 'notAsked').map(({ id }) => id);
  const through = answers.size - wanted.length;
  for (let at = 0; at < wanted.length && !signal?.aborted; at += factoryBatchSize) {
    const batch = wanted.slice(at, at + factoryBatchSize);
    try {
      const { items } = await client.devices.factoryInfos(batch, signal);
      const byId = new Map(items.map((info) => [info.id, info]));
      for (const id of batch) {
        const info = byId.get(id);
        answers.set(id, info ? { id, state: 'answered', info } : { id, state: 'notAnswered' });
      }
    } catch (problem) {
      if (isAbortError(problem)) break;
      for (const id of batch) answers.set(id, { id, state: 'failed', problem });
    }
    onProgress?.(through + Math.min(at + batch.length, wanted.length), answers.size);
  }
  return [...answers.values()];
}
