import { FakeLog } from '../../support/fakeLog.js';

// Runs in the page before its own script: VS Code's api with a host behind it that answers at once, and the clock.

interface Message {
  readonly kind: string;
  readonly session: string;
  readonly id?: number;
  readonly name?: string;
  readonly body: Parameters<FakeLog['window']>[0];
}

const log = new FakeLog(1_000_000, { notes: false });
const here = window as unknown as { ready?: number; usualSnapshot: object; acquireVsCodeApi: unknown };
const snapshot = {
  ...here.usualSnapshot,
  version: log.version,
  total: log.total,
  rows: { read: log.total, shown: log.total, matching: log.total },
  counts: log.counts(),
};
let kept: unknown = {};
here.acquireVsCodeApi = () => ({
  getState: () => kept,
  setState: (state: unknown) => (kept = state),
  postMessage: ({ kind, session, id, name, body }: Message) => {
    if (kind === 'ready')
      window.postMessage({ kind: 'event', session, name: 'snapshot', body: snapshot }, '*');
    else if (kind === 'request') {
      const answer = name === 'window' ? log.window(body) : null;
      window.postMessage({ kind: 'result', session, id, body: answer }, '*');
    }
  },
});

function look(): void {
  const isReady = document.querySelector('.row:not(.skeleton)') && !document.querySelector('.row.skeleton');
  if (!isReady) requestAnimationFrame(look);
  // The frame with the rows in it has been drawn once the next task runs.
  else requestAnimationFrame(() => setTimeout(() => (here.ready = performance.now())));
}
requestAnimationFrame(look);
