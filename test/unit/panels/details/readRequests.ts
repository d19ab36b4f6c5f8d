import type { DetailsState } from '../../../../src/model/details/detailsState.js';
import { detailsRequests } from '../../../../src/panels/details/detailsRequests.js';

/** What the page may ask to see or copy of this state; what it copied. */
export function readRequests(state: DetailsState) {
  const copied: string[] = [];
  const { requests } = detailsRequests({
    details: { ref: state.ref, state: () => state, extras: {}, writes: {} } as never,
    writes: {} as never,
    sending: {} as never,
    copy: (text) => Promise.resolve(void copied.push(text)),
    openDevice: () => undefined,
    showExtensionLog: () => undefined,
    openDeviceLog: () => undefined,
    runAction: () => undefined,
    editPoint: () => Promise.resolve(),
    showInSource: () => Promise.resolve(),
    openProduct: () => Promise.resolve(),
    importModel: () => Promise.resolve(),
  });
  const { signal } = new AbortController();
  return {
    copied,
    copy: (what: unknown) => requests.copy.handle(requests.copy.parse(what), signal),
    reveal: (name: string) => requests.reveal.handle(requests.reveal.parse({ name }), signal),
    fullValue: (index: number, code: string) => requests.fullValue.handle({ index, code }, signal),
  };
}
