import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processOwners } from '../../../../src/model/meter/owners.js';
import { nameText, segmentFiles, segmentName } from '../../../../src/model/meter/segmentFiles.js';
import { demoEndpoint } from '../../../../src/model/projects/project.js';
import { aProject } from '../../../support/fleetSetup.js';
import { Machine } from './meterSetup.js';

describe('the meter of one window', () => {
  it('knows what earlier windows counted as soon as it has read it, however long the tidying takes', async () => {
    const machine = new Machine();
    const before = await machine.window();
    before.call(20);
    before.close();
    const meter = machine.meter({ ...segmentFiles, writtenAt: () => new Promise(() => undefined) });
    await meter.firstRead;
    expect(meter.monthUsed('p')).toBe(20);
  });

  it('counts by project, day and operation', async () => {
    const machine = new Machine();
    const window = await machine.window();
    window.call(3);
    window.call(2, { operation: 'token' });
    window.call(4, { accessId: 'other-id' });
    expect(window.meter.usage('p')).toMatchObject({
      today: 5,
      month: 5,
      operations: [
        { operation: 'devices.get', today: 3, month: 3 },
        { operation: 'token', today: 2, month: 2 },
      ],
    });
    expect(window.meter.monthUsed('q')).toBe(4);
    expect(window.meter.lastUsed).toBe('q');
  });

  it('gives calls of keys that were tried first to the project that is then saved with them', async () => {
    const machine = new Machine();
    const window = await machine.window();
    window.call(3, { accessId: 'new-id' });
    window.call(1, { accessId: 'never-saved' });
    machine.addProject({ ...aProject, id: 'n', accessId: 'new-id' });
    expect(window.meter.monthUsed('n')).toBe(3);
    window.call(1, { accessId: 'new-id' });
    expect(window.meter.monthUsed('n')).toBe(4);
    expect(window.meter.monthUsed('p')).toBe(0);
  });

  it('counts the demo for itself, whatever its keys', async () => {
    const machine = new Machine();
    machine.projects.push({ ...aProject, id: 'd', kind: 'demo', endpoint: demoEndpoint, accessId: 'demo' });
    const { meter } = await machine.window();
    meter.count(
      { endpoint: demoEndpoint, accessId: 'of-the-cloud-inside' },
      {
        operation: 'token',
        at: machine.clock.now(),
      },
    );
    expect(meter.monthUsed('d')).toBe(1);
  });

  it('begins anew with the day and the month of UTC, and says how the month will end', async () => {
    const machine = new Machine();
    const { clock } = machine;
    const window = await machine.window();
    clock.time = Date.UTC(2026, 10, 30, 23, 59, 59);
    window.call(290);
    expect(window.meter.usage('p')).toMatchObject({ today: 290, month: 290, forecast: 290 });
    clock.pass(2_000);
    window.call(1);
    const december = window.meter.usage('p');
    expect(december).toMatchObject({ today: 1, month: 1 });
    expect(december.forecast).toBeUndefined();
    expect(december.days.slice(-2)).toEqual([
      { day: '2026-11-30', calls: 290 },
      { day: '2026-12-01', calls: 1 },
    ]);
    expect(december.days).toHaveLength(30);
    clock.time = Date.UTC(2026, 11, 11);
    window.call(9);
    expect(window.meter.usage('p').forecast).toBe(31);
  });

  it('loses nothing when the clock is set back', async () => {
    const machine = new Machine();
    const window = await machine.window();
    window.call(5);
    machine.clock.time -= 40 * 86_400_000;
    window.call(7);
    expect(window.meter.monthUsed('p')).toBe(7);
    await window.meter.flush();
    machine.clock.time += 40 * 86_400_000;
    expect(await (await machine.window()).month()).toBe(5);
    expect(window.meter.usage('p').today).toBe(5);
  });
});

describe('several windows', () => {
  it('see the sum of all, and go on after a restart', async () => {
    const machine = new Machine();
    const [one, two] = [await machine.window(), await machine.window()];
    one.call(10);
    two.call(5);
    await Promise.all([one.meter.flush(), two.meter.flush()]);
    one.call(1);
    expect(await one.month()).toBe(16);
    expect(await two.month()).toBe(15);
    one.close();
    two.close();
    expect(await (await machine.window()).month()).toBe(16);
  });

  it('write within two seconds of a call, and lose no more than that when they die', async () => {
    const machine = new Machine();
    const window = await machine.window();
    window.call(7);
    machine.clock.pass(2_000);
    await expect.poll(() => readdirSync(machine.folder).length).toBe(1);
    await window.meter.flush();
    window.call(2);
    window.die();
    expect(await (await machine.window()).month()).toBe(7);
  });

  it('lose nothing where the end comes while a write is under way', async () => {
    const machine = new Machine();
    for (let round = 1; round <= 20; round++) {
      const window = await machine.window();
      window.call(2);
      const writing = window.meter.flush();
      window.call(1);
      window.close();
      expect(await (await machine.window()).month()).toBe(round * 3);
      await writing;
    }
    expect(await (await machine.window()).month()).toBe(60);
  });

  it('go on in a new file where theirs was taken for that of a window that is gone', async () => {
    const machine = new Machine();
    const sleepy = await machine.window();
    sleepy.call(3);
    await sleepy.meter.flush();
    machine.processes.gone.add(sleepy.owner);
    for (let n = 0; n < 8; n++) {
      const window = await machine.window();
      window.call(1);
      window.close();
    }
    const last = await machine.window();
    expect(readdirSync(machine.folder).filter((name) => name.startsWith(`live-${sleepy.owner}`))).toEqual([]);
    machine.processes.gone.delete(sleepy.owner);
    sleepy.call(4);
    await sleepy.meter.flush();
    expect(sleepy.meter.monthUsed('p')).toBe(15);
    expect(await last.month()).toBe(15);
  });

  it('forget a removed project for all, and what others still count for it', async () => {
    const machine = new Machine();
    const [one, two] = [await machine.window(), await machine.window()];
    one.call(10);
    two.call(5);
    two.call(1, { accessId: 'other-id' });
    await Promise.all([one.meter.flush(), two.meter.flush()]);
    machine.removeProject('p');
    machine.projects.push(aProject);
    two.call(3);
    one.close();
    two.close();
    const next = await machine.window();
    expect(await next.month('p')).toBe(0);
    expect(await next.month('q')).toBe(1);
  });

  it('tell a thing once between them', async () => {
    const machine = new Machine();
    const windows = await Promise.all(Array.from({ length: 6 }, () => machine.window()));
    const tell = async (): Promise<number> => {
      const told = await Promise.all(windows.map(({ meter }) => meter.tellOnce('p-80')));
      return told.filter(Boolean).length;
    };
    expect([await tell(), await tell()]).toEqual([1, 0]);
    machine.clock.time = Date.UTC(2026, 11, 1);
    await machine.window();
    expect(readdirSync(machine.folder)).toEqual([]);
    expect([await tell(), await tell()]).toEqual([1, 0]);
  });
});

describe('damage', () => {
  it.each(['', '{', '[]', '{"version":2}', '{"version":1,"removed":[],"projects":{"p":{"today":{"x":1}}}}'])(
    'in a file (%j) costs that file alone: it is told once and set aside',
    async (text) => {
      const machine = new Machine();
      for (let n = 0; n < 8; n++) {
        const window = await machine.window();
        window.call(1);
        window.close();
      }
      const [first = ''] = readdirSync(machine.folder);
      for (const file of readdirSync(join(machine.folder, first)))
        writeFileSync(join(machine.folder, first, file), text);
      const next = await machine.window();
      expect(await next.month()).toBe(7);
      expect(machine.warnings).toEqual(['A file with call counts cannot be read and is set aside']);
      expect(readdirSync(machine.folder).filter((name) => name.startsWith('damaged-'))).toHaveLength(1);
      expect(await (await machine.window()).month()).toBe(7);
      expect(machine.warnings).toHaveLength(1);
    },
  );

  /** What another window, or somebody else, put beside the segments. */
  const oddities: readonly [string, (folder: string) => void][] = [
    [
      'a folder where a segment has its file',
      (folder) => mkdirSync(join(folder, 'live-x-1', '7.json'), { recursive: true }),
    ],
    [
      'the same in what is added up',
      (folder) => mkdirSync(join(folder, 'done-x-1', '1.json'), { recursive: true }),
    ],
    ['a file that is named like a segment', (folder) => writeFileSync(join(folder, 'live-x-1'), '')],
    ['a file that is named like a fold', (folder) => writeFileSync(join(folder, 'fold-x-1'), '')],
    ['a link to nowhere', (folder) => symlinkSync(join(folder, 'nowhere'), join(folder, 'live-x-1'))],
    ['a link to itself', (folder) => symlinkSync(join(folder, 'live-x-1'), join(folder, 'live-x-1'))],
    [
      'a fold with such a folder in it',
      (folder) => mkdirSync(join(folder, 'fold-x-1', 'live-y-2', '1.json'), { recursive: true }),
    ],
  ];

  it.each(oddities)(
    'beside the segments (%s) is told once and left out, and the rest counts',
    async (_, put) => {
      const machine = new Machine();
      const before = await machine.window();
      before.call(25_990);
      before.close();
      put(machine.folder);
      for (const isGone of [false, true]) {
        // Whoever adds up meets it as well.
        if (isGone) machine.processes.gone.add('x').add('y');
        for (let n = 0; n < 8; n++) {
          const window = await machine.window();
          expect(window.meter.monthUsed('p')).toBe(25_990);
          expect(await window.month()).toBe(25_990);
          window.close();
        }
        expect(machine.warnings.splice(0).length).toBeGreaterThan(0);
      }
    },
  );

  it.each([
    ['a folder', (file: string) => mkdirSync(file)],
    ['a link to nowhere', (file: string) => symlinkSync(`${file}.nowhere`, file)],
    ['another text', (file: string) => writeFileSync(file, 'x')],
  ])('of the newest file of a segment (%s) leaves the one before', async (_, put) => {
    const machine = new Machine();
    const before = await machine.window();
    before.call(25_990);
    before.close();
    const segment = join(machine.folder, readdirSync(machine.folder)[0] ?? '');
    for (const name of ['99.json', '0098.json', '99999999999999999999.json', 'x.json'])
      put(join(segment, name));
    const { meter } = await machine.window();
    expect(meter.monthUsed('p')).toBe(25_990);
  });

  it.each([
    ['cut short', (path: string) => truncateSync(path, 20)],
    ['no JSON', (path: string) => writeFileSync(path, 'x')],
    ['a folder', (path: string) => (rmSync(path), mkdirSync(path))],
  ])('that comes while a window is open (%s) takes nothing of the last known sum', async (_, damage) => {
    const machine = new Machine();
    const [one, two] = [await machine.window(), await machine.window()];
    two.call(25_990);
    await two.meter.flush();
    expect(await one.month()).toBe(25_990);
    const segment = join(machine.folder, readdirSync(machine.folder)[0] ?? '');
    damage(join(segment, readdirSync(segment)[0] ?? ''));
    const three = await machine.window();
    three.call(10);
    await three.meter.flush();
    expect(await one.month()).toBe(26_000);
    // Also once it was set aside.
    machine.processes.gone.add(two.owner);
    for (let n = 0; n < 8; n++) (await machine.window()).close();
    expect(await one.month()).toBeGreaterThanOrEqual(26_000);
  });

  it.each(['EACCES', 'EIO', 'EMFILE'])(
    'that keeps the folder from being listed (%s) keeps the last known sum',
    async (code) => {
      const machine = new Machine();
      let isDown = false;
      const window = await machine.window({
        ...segmentFiles,
        list: (folder) =>
          isDown ? Promise.reject(Object.assign(new Error(code), { code })) : segmentFiles.list(folder),
      });
      const other = await machine.window();
      other.call(25_990);
      await other.meter.flush();
      expect(await window.month()).toBe(25_990);
      isDown = true;
      window.call(20);
      expect(await window.month()).toBe(26_010);
      expect(machine.warnings).toEqual(['The call counts of other windows could not be read']);
    },
  );

  it('of the folder itself, which became a file, keeps the last known sum', async () => {
    const machine = new Machine();
    const [window, other] = [await machine.window(), await machine.window()];
    other.call(25_990);
    await other.meter.flush();
    expect(await window.month()).toBe(25_990);
    rmSync(machine.folder, { recursive: true });
    writeFileSync(machine.folder, '');
    expect(await window.month()).toBe(25_990);
    expect(machine.warnings).toEqual(['The call counts of other windows could not be read']);
  });

  it('of the folder itself costs what is on the disk, never a call', async () => {
    const machine = new Machine();
    writeFileSync(join(machine.folder, 'file'), '');
    Object.assign(machine, { folder: join(machine.folder, 'file', 'meter') });
    const window = await machine.window();
    window.call(2);
    await window.meter.flush();
    expect(window.meter.monthUsed('p')).toBe(2);
    window.close();
    expect(machine.warnings.length).toBeGreaterThan(0);
  });
});

describe('the processes of this machine', () => {
  it('are told from those that have ended, and from those of another machine that has long been silent', () => {
    const now = Date.now();
    const { own, isGone } = processOwners(() => now);
    const [host = '', pid = ''] = own.split('.');
    expect(pid).toBe(String(process.pid));
    expect(isGone(own, 0)).toBe(false);
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    expect(isGone(`${host}.${ended}`, now)).toBe(true);
    expect(isGone(`elsewhere.${process.pid}`, now - 6 * 86_400_000)).toBe(false);
    expect(isGone(`elsewhere.${process.pid}`, now - 8 * 86_400_000)).toBe(true);
  });

  it('name segments that are found again', () => {
    const { own } = processOwners(Date.now);
    const name = { state: 'live', owner: own, id: randomUUID() } as const;
    expect(segmentName(nameText(name))).toEqual(name);
  });
});
