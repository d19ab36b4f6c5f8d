import { describe, expect, it } from 'vitest';
import { jsonText, nestedDeeper } from '../../../../src/base/boundedJson.js';
import { withoutSecrets } from '../../../../src/base/secretNames.js';
import {
  changesBetween,
  unreadDetails,
  type DetailsState,
} from '../../../../src/model/details/detailsState.js';
import { rawText } from '../../../../src/model/values/decodeValue.js';
import { exportPieces } from '../../../../src/model/exports/exportDevices.js';
import { deviceJson } from '../../../../src/panels/details/detailsRequests.js';
import { detailsSnapshot } from '../../../../src/panels/details/detailsSnapshot.js';
import { detailsWrites } from '../../../../src/panels/details/detailsWrites.js';
import { fullLength, valueDto } from '../../../../src/panels/details/valueDto.js';
import { deviceReader } from '../../../../src/tuya/schemas/device.js';
import { logEntryReader } from '../../../../src/tuya/schemas/log.js';
import { readList } from '../../../../src/tuya/schemas/record.js';
import type { Device } from '../../../../src/tuya/results.js';
import { nested, oddValues, wide } from '../../../support/foreignValues.js';
import { readRequests } from './readRequests.js';

const ref = { projectId: 'p', deviceId: 'd1' };
const context = {
  device: () => undefined,
  iconUrl: () => undefined,
  weightUnit: 'kg',
  liveIntervals: [5_000],
} as const;

/** What a page may get as one message, in characters of JSON. */
const longestMessage = 4_000_000;

function stateOf(device: Device, more: Partial<DetailsState> = {}): DetailsState {
  const project = {
    id: 'p',
    name: 'B',
    kind: 'cloud',
    endpoint: 'https://x',
    accessId: 'a',
    uids: [],
  } as const;
  return { ...unreadDetails, ref, project, device, readAt: 1, ...more };
}

/** As the cloud sends it. */
function read(fields: Record<string, unknown>): Device {
  return deviceReader.read({ id: 'd1', ...fields }, 'result');
}

describe.each(oddValues)('a device with %s', (_, value) => {
  const inStatus = read({
    status: [
      { code: 'odd', value },
      { code: 'plain', value: 5 },
    ],
  });
  const inField = read({ odd: value, plain: 5 });
  const inKnownField = read({ name: value, model: value, status: value, online: value });
  const devices = [inStatus, inField, inKnownField];

  it('is shown, in a message of a fair size', () => {
    for (const device of devices) {
      const snapshot = detailsSnapshot(stateOf(device), context);
      expect(snapshot.situation).toBe('known');
      expect(JSON.stringify(snapshot).length).toBeLessThan(longestMessage);
    }
    expect(detailsSnapshot(stateOf(inStatus), context).dataPoints[1]?.value.text).toBe('5');
  });

  it('has its whole value shown on demand, cut where it is too long', async () => {
    const { value: shown } = await readRequests(stateOf(inStatus)).fullValue(0, 'odd');
    expect(JSON.stringify(shown).length).toBeLessThan(fullLength * 8);
  });

  it('is copied and exported', async () => {
    for (const device of devices) {
      expect((JSON.parse(deviceJson(device)) as { id: string }).id).toBe('d1');
      for (const withKeys of [true, false])
        for (const format of ['json', 'tinytuya', 'csv'] as const)
          expect(
            [...exportPieces([{ device }], format, { withKeys, endpoint: 'https://x' })].join(''),
          ).toContain('d1');
    }
    const { copied, copy } = readRequests(stateOf(inStatus));
    await copy({ of: 'dataPoint', index: 0, code: 'odd', as: 'raw' });
    expect(copied).toEqual([rawText(value)]);
    const ofField = readRequests(stateOf(inField));
    await ofField.copy({ of: 'attribute', name: 'odd' });
    expect(ofField.copied).toHaveLength(1);
  });

  it('is compared with an earlier read', () => {
    const before = [
      { code: 'odd', value },
      { code: 'other', value: [value, 1] },
    ];
    const after = [
      { code: 'odd', value },
      { code: 'other', value: [value, 1] },
    ];
    expect(changesBetween(before, after).size).toBe(0);
    expect([
      ...changesBetween(before, [
        { code: 'odd', value: 1 },
        { code: 'other', value: [value, 2] },
      ]).keys(),
    ]).toEqual(['odd', 'other']);
    expect(
      detailsSnapshot(
        stateOf(inStatus, { changes: new Map([['plain', { wasThere: true, previous: value }]]) }),
        context,
      ).dataPoints[1]?.previous,
    ).toBeDefined();
  });

  it('is looked through for secrets', () => {
    const text = jsonText(withoutSecrets({ value, list: [{ local_key: 'S1', value }] }));
    expect(text).not.toContain('S1');
  });

  it('is a row of a log', () => {
    const { items } = readList(
      [{ event_time: 1, event_id: 7, code: 'odd', value }],
      'result',
      logEntryReader,
    );
    expect(items[0]?.value).toBe(rawText(value));
    // Anything else in a row is left out.
    const odd = readList(
      [{ event_time: 1, event_id: 7, status: value, row: value, other: value }],
      'result',
      logEntryReader,
    );
    expect(odd.items).toHaveLength(1);
  });
});

describe('what is cut', () => {
  it('says so in the text', async () => {
    const device = read({ status: [{ code: 'deep', value: nested(3_000) }], deep: nested(3_000) });
    expect(deviceJson(device)).toContain(nestedDeeper);
    const { copied, copy } = readRequests(stateOf(device));
    await copy({ of: 'dataPoint', index: 0, code: 'deep', as: 'raw' });
    await copy({ of: 'attribute', name: 'deep' });
    for (const text of copied) expect(text).toContain(nestedDeeper);
  });

  it('is the preview of a few kilobytes of brackets, too', () => {
    const { decoded } = valueDto({ code: 'x', value: nested(2_000, 'lists') });
    expect(decoded?.text).toMatch(/…$/);
    expect(decoded?.text.length).toBeLessThan(1_000);
    expect(valueDto({ code: 'x', value: 'AAEC/w=='.repeat(1) }).decoded?.text).not.toContain('…');
  });

  it('is counted: rows beyond what a page draws', () => {
    const status = Array.from({ length: 20_000 }, (_, index) => ({ code: `p${index}`, value: index }));
    const snapshot = detailsSnapshot(stateOf(read({ status, ...wide(30_000) })), context);
    expect(snapshot.dataPoints).toHaveLength(500);
    expect(snapshot.unlistedDataPoints).toBe(19_500);
    const other = snapshot.attributes.find(({ key }) => key === 'other');
    expect([other?.attributes.length, other?.unlisted]).toEqual([500, 29_500]);
    const outlets = Array.from({ length: 3_000 }, (_, index) => ({ identifier: `s${index}`, name: '' }));
    expect(
      detailsSnapshot(stateOf(read({}), { outlets: { state: 'read', value: outlets } }), context).outlets,
    ).toMatchObject({
      unlisted: 2_500,
    });
  });

  it('is not counted where all rows are there', () => {
    const snapshot = detailsSnapshot(stateOf(read({ status: [{ code: 'a', value: 1 }], a: 1 })), context);
    expect(JSON.stringify(snapshot)).not.toContain('nlisted');
  });
});

describe('names that are the same as far as they are shown', () => {
  const start = 'n'.repeat(500);
  const device = read({
    [`${start}_one`]: 1,
    [`${start}_two`]: 2,
    [`${start}_token`]: 'SECRET',
    status: [
      { code: `${start}1`, value: 1 },
      { code: `${start}2`, value: 2 },
    ],
  });
  const names = detailsSnapshot(stateOf(device), context)
    .attributes.find(({ key }) => key === 'other')
    ?.attributes.map(({ name }) => name);

  it('are told apart, and each is asked for by its own', async () => {
    expect(new Set(names).size).toBe(3);
    const { copied, copy, reveal } = readRequests(stateOf(device));
    for (const name of names?.slice(0, 2) ?? []) await copy({ of: 'attribute', name });
    expect(copied).toEqual(['1', '2']);
    await expect(reveal(names?.[2] ?? '')).resolves.toEqual({ value: 'SECRET' });
    await expect(reveal(names?.[0] ?? '')).rejects.toMatchObject({ reason: 'notThere' });
  });

  it('are renamed by nobody who can mean either', async () => {
    const { checkName } = detailsWrites({ details: { state: () => stateOf(device) } } as never);
    const [shown] = detailsSnapshot(stateOf(device), context).dataPoints;
    const thing = { of: 'dataPoint', code: shown?.code ?? '' } as const;
    await expect(checkName.handle({ thing, name: 'x' }, new AbortController().signal)).rejects.toMatchObject({
      reason: 'notThere',
    });
  });
});
