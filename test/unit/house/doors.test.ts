import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { packages, rooms, sharedRooms } from '../../../src/doors.mjs';
import { allows, covers, readDoors, readEntry } from '../../support/lint/doors.mjs';
import { sourceFiles, sourceImports, type SourceImport } from '../../support/sourceImports.js';

const doors = readDoors();
let files: string[];
let imports: SourceImport[];

beforeAll(async () => {
  files = await sourceFiles();
  imports = await sourceImports();
});

describe('the table of doors', () => {
  it('gives every file a room, and every row has a file', () => {
    const used = new Set(files.map((file) => doors.roomOf(file)));
    expect(files.filter((file) => doors.roomOf(file) === undefined)).toEqual([]);
    const floors = Object.keys(rooms).filter((name) => isFloor(name));
    expect(Object.keys(rooms).filter((name) => !used.has(name) && !floors.includes(name))).toEqual([]);
  });

  it('allows nothing that is not used', () => {
    const unused = Object.entries(rooms).flatMap(([row, entries]) =>
      entries
        .filter((entry) => !imports.some((one) => needs(one, row, entry)))
        .map((entry) => `${row}: ${entry}`),
    );
    expect(unused).toEqual([]);
  });

  it('allows no package that is not used', () => {
    const unused = Object.entries(packages).flatMap(([name, entries]) =>
      entries
        .filter((entry) => {
          const { name: room, kind } = readEntry(entry);
          return !imports.some(
            (one) =>
              one.isPackage &&
              covers(name, one.to) &&
              covers(room, one.from) &&
              (kind !== 'type' || one.kind === kind),
          );
        })
        .map((entry) => `${name}: ${entry}`),
    );
    // Types of a module that has none of its own: a declaration file, which isn't read here.
    expect(unused).toEqual(['undici/lib: type tuya/http/undiciAgent']);
  });

  it('reads the imports as lint does', () => {
    expect(imports.length).toBeGreaterThan(files.length);
    const refused = imports.flatMap(
      ({ from, to, kind, isPackage }) =>
        (isPackage ? doors.packageProblem(from, to, kind) : doors.problem(from, to, kind)) ?? [],
    );
    expect(refused).toEqual([]);
  });

  /** Whether an import would be refused if an entry were not in a row. */
  function needs({ from, to, kind, isPackage }: SourceImport, row: string, entry: string): boolean {
    if (isPackage || !covers(row, from) || !allows(entry, to, kind)) return false;
    const room = doors.roomOf(from);
    if (room === undefined || room === doors.roomOf(to)) return false;
    return doors.allowedIn(room).filter((other) => allows(other, to, kind)).length === 1;
  }
});

describe('one feature', () => {
  it('has one name on every floor', async () => {
    const features = await foldersOf('model');
    const strange = await Promise.all(
      ['tree', 'commands', 'languages', 'panels', 'webview'].map(async (floor) =>
        (await foldersOf(floor))
          .filter((folder) => !features.includes(folder) && !sharedRooms.includes(`${floor}/${folder}`))
          .map((folder) => `${floor}/${folder}`),
      ),
    );
    expect(strange.flat()).toEqual([]);
    expect(sharedRooms.filter((room) => !Object.hasOwn(rooms, room))).toEqual([]);
  });

  it('has the same name in the unit tests', async () => {
    const floors = [...new Set(files.map((file) => file.split('/')[0] ?? ''))].filter((floor) =>
      isFloor(floor),
    );
    const strange = await Promise.all(
      floors.map(async (floor) => {
        const known = await foldersOf(floor);
        return (await foldersOf(floor, 'test/unit'))
          .filter((folder) => !known.includes(folder))
          .map((folder) => `${floor}/${folder}`);
      }),
    );
    expect(strange.flat()).toEqual([]);
  });
});

function isFloor(name: string): boolean {
  return Object.keys(rooms).some((other) => other.startsWith(`${name}/`));
}

async function foldersOf(floor: string, root = 'src'): Promise<string[]> {
  const entries = await readdir(`${root}/${floor}`, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
