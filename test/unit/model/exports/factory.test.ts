import { markdownCellText } from '../../../../src/model/exports/markdownCell.js';
import { describe, expect, it } from 'vitest';
import { factoryCsv, factoryJson, factoryMarkdown } from '../../../../src/model/exports/factoryTable.js';
import { FactoryBook } from '../../../../src/model/exports/factoryBook.js';
import { readFactoryInfos, type FactoryAnswer } from '../../../../src/model/exports/readFactoryInfos.js';
import { actionsSetup } from '../devices/cloudSetup.js';

const states = (answers: readonly FactoryAnswer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { state } of answers) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

describe('factory data of a selection', () => {
  it('is asked for by twenties, in order, and names what was not answered', async () => {
    const { client, cloud } = actionsSetup({ devices: 100 });
    const ids = [...cloud.truth.deviceIds().slice(0, 44), 'bf0000000000000000zzzz'];
    const progress: number[] = [];
    const answers = await readFactoryInfos(client, ids, { onProgress: (done) => progress.push(done) });
    expect(answers.map(({ id }) => id)).toEqual(ids);
    expect(states(answers)).toEqual({ answered: 44, notAnswered: 1 });
    expect(cloud.ledger.count('getFactoryInfos').calls).toBe(3);
    expect(progress).toEqual([20, 40, 45]);
  });

  it('of a batch that fails is named, and the others are there', async () => {
    const { client, cloud } = actionsSetup({ devices: 100 });
    cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'getFactoryInfos', nth: 2 });
    const answers = await readFactoryInfos(client, cloud.truth.deviceIds().slice(0, 50));
    expect(states(answers)).toEqual({ answered: 30, failed: 20 });
    expect(answers[20]).toMatchObject({ state: 'failed', problem: { code: 1106 } });
  });

  it('can be cancelled between batches', async () => {
    const { client, cloud } = actionsSetup({ devices: 100 });
    const controller = new AbortController();
    const answers = await readFactoryInfos(client, cloud.truth.deviceIds().slice(0, 50), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(states(answers)).toEqual({ answered: 20, notAsked: 30 });
  });

  it('that is known costs nothing', async () => {
    const { client, cloud } = actionsSetup();
    const book = new FactoryBook();
    const ids = cloud.truth.deviceIds().slice(0, 3);
    book.put('p', (await client.devices.factoryInfos(ids)).items);
    cloud.ledger.clear();
    const known = (deviceId: string) => book.get({ projectId: 'p', deviceId });
    expect(states(await readFactoryInfos(client, ids, { known }))).toEqual({ answered: 3 });
    expect(cloud.ledger.totalCalls).toBe(0);
    book.drop('p');
    expect(known(ids[0] ?? '')).toBeUndefined();
  });

  it('takes a device that is selected twice once', async () => {
    const { client, idOf } = actionsSetup();
    expect(await readFactoryInfos(client, [idOf('bench'), idOf('bench')])).toHaveLength(1);
  });
});

describe('the table of factory data', () => {
  const rows = [
    {
      name: 'Lamp | *bold* [x](command:y)',
      answer: { id: 'a', state: 'answered', info: { id: 'a', uuid: 'u1', mac: '5c:cf:7f:00', extra: {} } },
    },
    { name: '=1+1', answer: { id: 'b', state: 'notAnswered' } },
    { answer: { id: 'c', state: 'failed', problem: new Error('no') } },
    { answer: { id: 'd', state: 'notAsked' } },
  ] as const;

  it('as CSV and JSON says what became of each', () => {
    expect(factoryCsv(rows)).toBe(
      [
        'id,name,uuid,sn,mac,state',
        'a,Lamp | *bold* [x](command:y),u1,,5c:cf:7f:00,answered',
        "b,'=1+1,,,,notAnswered",
        'c,,,,,failed',
        'd,,,,,notAsked',
        '',
      ].join('\r\n'),
    );
    expect(JSON.parse(factoryJson(rows))).toEqual([
      { id: 'a', name: 'Lamp | *bold* [x](command:y)', uuid: 'u1', mac: '5c:cf:7f:00', state: 'answered' },
      { id: 'b', name: '=1+1', state: 'notAnswered' },
      { id: 'c', state: 'failed' },
      { id: 'd', state: 'notAsked' },
    ]);
  });

  it('as Markdown is one row per device, aligned, with nothing in it that Markdown reads', () => {
    const text = factoryMarkdown(rows, {
      columns: { id: 'ID', name: 'Name', uuid: 'UUID', sn: 'Serial', mac: 'MAC' },
      notAnswered: 'not answered',
      notAsked: 'not asked',
      failed: (problem) => `failed: ${(problem as Error).message}`,
    });
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[2]).toContain(String.raw`Lamp \| \*bold\* \[x\] (command:y)`);
    expect(lines[2]).toContain('5c:cf:7f:00');
    expect(lines[3]).toContain('not answered');
    expect(lines[4]).toContain('failed: no');
    expect(lines[5]).toContain('not asked');
  });
});

describe('a Markdown cell', () => {
  it.each([
    ['http://x.example/a', String.raw`http\:\/\/x\.example/a`],
    ['www.1.example', String.raw`www\.1\.example`],
    ['a@x.example', String.raw`a\@x\.example`],
    ['//localhost/a//b', String.raw`\/\/localhost/a\/\/b`],
    ['x.example:80/a', String.raw`x\.example:80/a`],
    ['пример.рф', String.raw`пример\.рф`],
    ['file:/etc', String.raw`file\:/etc`],
    ['v1.2 21.5 203.0.113.9 a/b 10:42', 'v1.2 21.5 203.0.113.9 a/b 10:42'],
    ['[x](command:y)', '\\[x\\](command:y)'],
    ['5c:cf:7f:00', '5c:cf:7f:00'],
  ])('%j is no link', (text, written) => {
    expect(markdownCellText(text)).toBe(written);
  });
});
