import { describe, expect, it } from 'vitest';
import { readLink, writeLink, type Link } from '../../../../src/model/links/link.js';

const device = { projectId: '7b0c-1', deviceId: 'vdevo1' };
const log = { kind: 'log', projectId: '7b0c-1', deviceIds: ['a', 'b'] } as const;

describe('a link', () => {
  it.each<Link>([
    { kind: 'device', ...device },
    log,
    { ...log, range: { kind: 'last', ms: 3_600_000 } },
    { ...log, range: { kind: 'between', from: 1_700_000_000_000, to: 1_700_000_060_000 } },
  ])('is read as it was written: %j', (link) => {
    const address = writeLink(link);
    expect(address && readLink(address)).toEqual(link);
  });

  it.each([
    ['another path', '/delete', 'project=p&device=d'],
    ['a longer path', '/device/x', 'project=p&device=d'],
    ['no project', '/device', 'device=d'],
    ['no device', '/log', 'project=p'],
    ['two projects', '/device', 'project=p&project=q&device=d'],
    ['two devices where one is meant', '/device', 'project=p&device=a&device=b'],
    ['an empty id', '/device', 'project=p&device='],
    ['an id that leaves its place', '/device', 'project=p&device=..%2F..%2Fusers'],
    ['an id with a line break', '/device', 'project=p&device=a%0Ab'],
    ['a long id', '/device', `project=p&device=${'a'.repeat(101)}`],
    ['something more', '/device', 'project=p&device=d&command=tuya.deleteDevice'],
    ['a prototype', '/device', '__proto__=x&project=p&device=d'],
    ['more devices than a log has', '/log', `project=p${'&device=d'.repeat(51)}`],
    ['a query without end', '/log', `project=p${`&device=${'d'.repeat(100)}`.repeat(50)}`],
    ['half a range', '/log', 'project=p&device=d&from=1'],
    ['a range that ends first', '/log', 'project=p&device=d&from=2&to=2'],
    ['two ranges', '/log', 'project=p&device=d&from=1&to=2&last=5'],
    ['a time that is none', '/log', 'project=p&device=d&from=-1&to=2'],
    ['a time beyond all dates', '/log', 'project=p&device=d&from=1&to=9000000000000000'],
    ['a range of ages', '/log', 'project=p&device=d&last=99999999999'],
    ['no time at all', '/log', 'project=p&device=d&last=0'],
  ])('is none with %s', (_, path, query) => {
    expect(readLink({ path, query })).toBeUndefined();
  });

  it('names each device once', () => {
    expect(readLink({ path: '/log', query: 'project=p&device=a&device=a' })).toMatchObject({
      deviceIds: ['a'],
    });
  });

  it('is not made of an id that could not be read back', () => {
    expect(writeLink({ kind: 'device', projectId: 'p', deviceId: 'a&device=b' })).toBeUndefined();
  });
});
