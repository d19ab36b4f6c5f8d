import { beforeEach, describe, expect, it } from 'vitest';
import type { LogWindowDto } from '../../../../../src/protocol/logRows.js';
import type { StoreChange, WindowParams } from '../../../../../src/webview/logs/grid/rowStore.js';
import { RowStore } from '../../../../../src/webview/logs/grid/rowStore.js';
import { FakeLog } from '../../../../support/fakeLog.js';

interface Asked {
  readonly params: WindowParams;
  readonly signal: AbortSignal;
  answer(window?: LogWindowDto): Promise<void>;
}

let log: FakeLog;
let asked: Asked[];
let changes: StoreChange[];
let store: RowStore;

beforeEach(() => {
  log = new FakeLog(10_000, { notes: false });
  asked = [];
  changes = [];
  store = new RowStore(
    (params, signal) =>
      new Promise((resolve) => {
        const answer = async (window?: LogWindowDto): Promise<void> => {
          resolve(window);
          await Promise.resolve();
          await Promise.resolve();
        };
        asked.push({ params, signal, answer });
        signal.addEventListener('abort', () => void answer());
      }),
    (change) => changes.push(change),
  );
  store.announce(log.version, log.total);
});

const latest = (): Asked => {
  const last = asked.at(-1);
  if (!last) throw new Error('Nothing was asked.');
  return last;
};
const answerLatest = async (): Promise<void> => latest().answer(log.window(latest().params));

describe('the rows around the screen', () => {
  it('asks once for what is missing, in windows the host allows', async () => {
    store.need({ from: 9960, to: 9999, keep: 'end' });
    store.need({ from: 9960, to: 9999, keep: 'end' });
    expect(asked.length).toBe(1);
    await answerLatest();
    expect(store.at(9999)?.id).toBe(log.last);
    store.need({ from: 9960, to: 9999, keep: 'end' });
    expect(asked.length).toBe(1);
    store.need({ from: 0, to: 5000, keep: undefined });
    expect(latest().params.count).toBeLessThanOrEqual(300);
  });

  it('begins with rows that came with the state, asks for none of them, and takes such rows once', () => {
    store.begin(log.window({ index: 9940, count: 60 }));
    store.need({ from: 9960, to: 9999, keep: 'end' });
    expect(asked).toEqual([]);
    expect([store.total, store.at(9999)?.id, store.at(9940) !== undefined]).toEqual([10_000, log.last, true]);
    store.begin(log.window({ index: 0, count: 60 }));
    expect(store.at(0)).toBeUndefined();
  });

  it('gives up a window that was scrolled away from', async () => {
    store.need({ from: 9960, to: 9999, keep: 'end' });
    await answerLatest();
    store.need({ from: 1000, to: 1040, keep: undefined });
    const first = latest();
    store.need({ from: 5000, to: 5040, keep: undefined });
    expect(first.signal.aborted).toBe(true);
    await answerLatest();
    expect(store.at(5000)?.id).toBe(log.idAt(5000));
    expect(store.at(1000)).toBeUndefined();
  });

  it('keeps the old rows until the new view has come, held at a row', async () => {
    store.need({ from: 5000, to: 5040, keep: undefined });
    await answerLatest();
    const kept = log.idAt(5000);
    log.insertAbove(200);
    store.announce(log.version, log.total);
    store.need({ from: 5000, to: 5040, keep: kept });
    expect(store.at(5000)?.id).toBe(kept);
    await answerLatest();
    expect(store.at(5200)?.id).toBe(kept);
    expect(store.total).toBe(10_200);
    expect(changes.at(-1)).toEqual({
      replaced: true,
      arrived: 0,
      anchor: { id: kept, from: 5000, to: 5200 },
      totalBefore: 10_000,
    });
  });

  it('never mixes rows of two views', async () => {
    store.need({ from: 5000, to: 5040, keep: undefined });
    await answerLatest();
    const kept = log.idAt(5115);
    store.need({ from: 5110, to: 5150, keep: kept });
    log.insertAbove(7); // the answer is of a view the page hasn't heard of yet
    await answerLatest();
    expect(changes.at(-1)).toMatchObject({ replaced: false });
    expect(store.at(5140)).toBeUndefined();
    store.need({ from: 5110, to: 5150, keep: kept });
    expect(latest().params.anchor?.id).toBe(kept);
    await answerLatest();
    expect(store.at(5122)?.id).toBe(kept);
    expect(store.at(5147)?.id).toBe(log.idAt(5147));
  });

  it('tells that the row that was held is gone', async () => {
    store.need({ from: 5000, to: 5040, keep: undefined });
    await answerLatest();
    const kept = log.idAt(5000);
    log.filter((id) => id !== kept && id % 2 === 0, 'hide');
    store.announce(log.version, log.total);
    store.need({ from: 5000, to: 5040, keep: kept });
    await answerLatest();
    expect(changes.at(-1)?.anchor).toEqual({ id: kept, from: 5000 });
  });

  it('holds no more than a few windows', async () => {
    for (let from = 0; from < 9900; from += 100) {
      store.need({ from, to: from + 40, keep: undefined });
      if (asked.length > 0) await answerLatest();
    }
    const held = Array.from({ length: 10_000 }, (_, index) => store.at(index)).filter(Boolean).length;
    expect(held).toBeLessThan(2000);
  });

  it('asks again after a window that failed, when it is needed again', async () => {
    store.need({ from: 0, to: 40, keep: undefined });
    await latest().answer();
    store.need({ from: 0, to: 40, keep: undefined });
    expect(asked.length).toBe(2);
  });

  it('tells rows that are new from those that a filter let in or an older page brought', async () => {
    store.need({ from: 9960, to: 9999, keep: 'end' });
    await answerLatest();
    log.insertAbove(50);
    store.announce(log.version, log.total);
    store.need({ from: 9960, to: 9999, keep: 'end' });
    await answerLatest();
    expect(changes.at(-1)).toMatchObject({ replaced: true, arrived: 0 });
    log.append(3);
    store.announce(log.version, log.total);
    store.need({ from: 9960, to: 9999, keep: 'end' });
    await answerLatest();
    expect(changes.at(-1)).toMatchObject({ replaced: true, arrived: 3 });
  });
});
