import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import type { CallCounts } from '../../../../src/model/meter/callCounts.js';
import { MeterFolder } from '../../../../src/model/meter/meterFolder.js';
import { OwnSegment } from '../../../../src/model/meter/ownSegment.js';
import { segmentFiles, type SegmentFiles } from '../../../../src/model/meter/segmentFiles.js';
import { seeded } from '../../../support/seeded.js';
import { soaked } from '../../../support/soak.js';
import { Machine } from './meterSetup.js';

/** Lets one step of one of many go on at a time, in an order that the seed decides. */
class Interleaving {
  private readonly waiting: { task: number; go: () => void }[] = [];
  private active = 0;
  private readonly through = new Set<number>();

  constructor(private readonly random: () => number) {}

  /** The file system of one task: before each step it waits for its turn. */
  files(task: number): SegmentFiles {
    const turn = async (): Promise<void> => {
      this.active--;
      await new Promise<void>((go) => this.waiting.push({ task, go }));
      this.active++;
    };
    return Object.fromEntries(
      Object.entries(segmentFiles).map(([name, step]) => [
        name,
        async (...args: readonly never[]) => {
          await turn();
          return (step as (...given: readonly never[]) => unknown)(...args);
        },
      ]),
    ) as unknown as SegmentFiles;
  }

  /** @param killAt that step is the last of the first task, for ever */
  async run(tasks: readonly (() => Promise<void>)[], killAt: number): Promise<void> {
    let failure: unknown;
    for (const [number, task] of tasks.entries()) {
      this.active++;
      task()
        .catch((error: unknown) => (failure ??= error))
        .finally(() => {
          this.through.add(number);
          this.active--;
        });
    }
    for (let step = 0; this.through.size < tasks.length;) {
      await new Promise<void>((resolve) => void setImmediate(resolve));
      if (this.active > 0) continue;
      if (step++ === killAt) this.through.add(0);
      const able = this.waiting.filter(({ task }) => !this.through.has(task));
      const chosen = able[Math.floor(this.random() * able.length)];
      if (!chosen) continue;
      this.waiting.splice(this.waiting.indexOf(chosen), 1);
      chosen.go();
    }
    if (failure !== undefined) throw failure;
  }
}

function totalOf(counts: CallCounts): number {
  return [...counts.all()].reduce((sum, { calls }) => sum + calls, 0);
}

/** Windows that are gone have left segments; returns what they hold. */
async function leftBehind(
  machine: Machine,
  windows: number,
  random: () => number,
  before = '',
): Promise<number> {
  let total = 0;
  for (let n = 0; n < windows; n++) {
    const owner = `old${before}${n}`;
    machine.processes.gone.add(owner);
    const segment = new OwnSegment({ folder: machine.folder, owner, newId: machine.newId });
    const calls = 1 + Math.floor(random() * 100);
    segment.add({ projectId: 'p', day: '2026-11-0' + (1 + (n % 3)), operation: 'token', calls });
    await segment.write();
    total += calls;
  }
  return total;
}

function folderOf(machine: Machine, own: string, files: SegmentFiles = segmentFiles): MeterFolder {
  const { folder, processes, newId, clock } = machine;
  return new MeterFolder({
    folder,
    owners: processes.owners(own),
    files,
    log: silentLogger,
    newId,
    now: clock.now,
  });
}

/** The last thing of a process. */
function died(): Promise<void> {
  return Promise.reject(new Error('The process has ended.'));
}

const seeds = Array.from({ length: soaked(60, 15) }, (_, index) => index + 1);

describe('adding up what windows have left', () => {
  it.each(seeds)(
    'doubles and loses nothing, whoever else does it, reads, or dies in the middle (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const machine = new Machine();
      const total = await leftBehind(machine, 5, random);
      const order = new Interleaving(random);
      const adders = ['a', 'b', 'c'].map((own, task) => folderOf(machine, own, order.files(task)));
      const readers = [3, 4].map((task) => folderOf(machine, 'reader', order.files(task)));
      const seen: number[] = [];
      const read = (folder: MeterFolder) => async (): Promise<void> => {
        for (let n = 0; n < 3; n++) {
          // So busy that nothing can be read is told; a wrong sum never is.
          const counts = await folder.readOthers('').catch(() => undefined);
          if (counts) seen.push(totalOf(counts));
        }
      };
      const killAt = seed % 3 === 0 ? -1 : Math.floor(random() * 60);
      await order.run([...adders.map((adder) => () => adder.fold(2)), ...readers.map(read)], killAt);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.filter((one) => one !== total)).toEqual([]);
      expect(totalOf(await folderOf(machine, 'd').readOthers(''))).toBe(total);

      for (const own of ['a', 'b', 'c']) machine.processes.gone.add(own);
      await folderOf(machine, 'd').fold(1);
      expect(totalOf(await folderOf(machine, 'e').readOthers(''))).toBe(total);
      const names = readdirSync(machine.folder);
      expect(names.map((name) => name.split('-')[0])).toEqual(['done']);
      expect(readdirSync(`${machine.folder}/${names[0]}`)).toEqual(['1.json']);
    },
  );

  it.each(seeds)(
    'doubles and loses nothing while others take over what somebody began and never ended (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const machine = new Machine();
      let total = 0;
      for (const own of ['x', 'y']) {
        total += await leftBehind(machine, 3, random, own);
        await folderOf(machine, own, { ...segmentFiles, write: died })
          .fold(1)
          .catch(() => undefined);
        machine.processes.gone.add(own);
      }
      const order = new Interleaving(random);
      const adders = ['a', 'b'].map((own, task) => folderOf(machine, own, order.files(task)));
      const readers = [2, 3, 4].map((task) => folderOf(machine, 'reader', order.files(task)));
      const seen: number[] = [];
      const read = (folder: MeterFolder) => async (): Promise<void> => {
        for (let n = 0; n < 3; n++) {
          const counts = await folder.readOthers('').catch(() => undefined);
          if (counts) seen.push(totalOf(counts));
        }
      };
      await order.run([...adders.map((adder) => () => adder.fold(1)), ...readers.map(read)], -1);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.filter((one) => one !== total)).toEqual([]);
      expect(totalOf(await folderOf(machine, 'd').readOthers(''))).toBe(total);
    },
  );

  it('waits until there is enough of it, and leaves alone what is still written', async () => {
    const machine = new Machine();
    await leftBehind(machine, 7, seeded(1));
    const segment = new OwnSegment({ folder: machine.folder, owner: 'alive', newId: machine.newId });
    segment.add({ projectId: 'p', day: '2026-11-01', operation: 'token', calls: 1 });
    await segment.write();
    await folderOf(machine, 'a').fold();
    expect(readdirSync(machine.folder)).toHaveLength(8);
    await leftBehind(machine, 1, seeded(2));
    await folderOf(machine, 'a').fold();
    expect(
      readdirSync(machine.folder)
        .map((name) => name.split('-')[0])
        .sort(),
    ).toEqual(['done', 'live']);
  });

  it('forgets what is older than this month and the twelve before it', async () => {
    const machine = new Machine();
    machine.processes.gone.add('old');
    const segment = new OwnSegment({ folder: machine.folder, owner: 'old', newId: machine.newId });
    for (const day of ['2025-10-31', '2025-11-01', '2026-11-23', '2027-01-01'])
      segment.add({ projectId: 'p', day, operation: 'token', calls: 1 });
    await segment.write();
    await folderOf(machine, 'a').fold(1);
    const days = [...(await folderOf(machine, 'b').readOthers('')).daysOf('p').keys()];
    expect(days.sort()).toEqual(['2025-11-01', '2026-11-23', '2027-01-01']);
  });
});
