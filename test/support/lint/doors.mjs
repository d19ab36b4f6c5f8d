// Reads the table of src/doors.mjs. Paths are those of src, without src/ and without an ending: `model/fleet/account`.
import { packages, rooms } from '../../../src/doors.mjs';

/** @typedef {'type' | 'lazy' | 'value'} ImportKind how much of a file an import loads, and when */
/** @typedef {Readonly<Record<string, readonly string[]>>} Rows */

/** @type {Record<ImportKind, number>} */
const strength = { type: 0, lazy: 1, value: 2 };

const seeTable = 'The doors are listed in src/doors.mjs.';

/** @param {string} entry as it stands in a row: `type model/fleet` */
export function readEntry(entry) {
  const [, kind, name = entry] = /^(type|lazy) (.+)$/.exec(entry) ?? [];
  return { name, kind: /** @type {ImportKind} */ (kind ?? 'value') };
}

/**
 * @param {string} name a floor, a room or a file; a package; or `node:`
 * @param {string} path
 */
export function covers(name, path) {
  return path === name || path.startsWith(name.endsWith(':') ? name : `${name}/`);
}

/**
 * @param {string} entry
 * @param {string} path
 * @param {ImportKind} kind
 */
export function allows(entry, path, kind) {
  const allowed = readEntry(entry);
  return covers(allowed.name, path) && strength[kind] <= strength[allowed.kind];
}

/**
 * @param {Rows} [rows] what each room may import
 * @param {Rows} [rowsOfPackages] which rooms may import a package
 */
export function readDoors(rows = rooms, rowsOfPackages = packages) {
  const names = Object.keys(rows);
  const arrows = arrowsOf(rows);

  /**
   * The row a file belongs to: its own, or that of its folder unless rooms are in there.
   * @param {string} path
   */
  function roomOf(path) {
    if (Object.hasOwn(rows, path)) return path;
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    const isRoom = Object.hasOwn(rows, folder) && !names.some((name) => name.startsWith(`${folder}/`));
    return isRoom ? folder : undefined;
  }

  /**
   * What a room may import: by its own row and by those of the floors it stands on.
   * @param {string} room
   */
  function allowedIn(room) {
    return names.filter((name) => covers(name, room)).flatMap((name) => rows[name] ?? []);
  }

  /**
   * Why a file may not stand where it stands; undefined where it may.
   * @param {string} path
   */
  function looseProblem(path) {
    if (roomOf(path) !== undefined) return undefined;
    return `‘${path}’ stands in no room: put it into a folder that has a row, or give it or its new folder one. ${seeTable}`;
  }

  /**
   * Why a file may not import another; undefined where it may.
   * @param {string} from
   * @param {string} to
   * @param {ImportKind} kind
   */
  function problem(from, to, kind) {
    const room = roomOf(from);
    const other = roomOf(to) ?? to;
    if (room === undefined || room === other) return undefined;
    const entries = allowedIn(room);
    if (!entries.some((entry) => allows(entry, to, kind))) {
      const weaker = entries.find((entry) => covers(readEntry(entry).name, to));
      const what = weaker ? `${to} like that, only as ‘${weaker}’ allows` : to;
      const may = entries.length > 0 ? entries.join(', ') : 'nothing of ours';
      return `${room} may not import ${what}. It may import: ${may}. ${seeTable}`;
    }
    const [one, two] = arrowBetween(room, other);
    const circle = two && pathBetween(arrows, two, one);
    return circle && `Rooms import each other: ${[one, ...circle].join(' → ')}. ${seeTable}`;
  }

  /**
   * Why a file may not import a package; undefined where it may.
   * @param {string} from
   * @param {string} name with the path in the package
   * @param {ImportKind} kind
   */
  function packageProblem(from, name, kind) {
    const row = Object.keys(rowsOfPackages).find((key) => covers(key, name));
    const entries = row === undefined ? [] : (rowsOfPackages[row] ?? []);
    const isAllowed = entries.some((entry) => {
      const allowed = readEntry(entry);
      return covers(allowed.name, from) && strength[kind] <= strength[allowed.kind];
    });
    if (isAllowed) return undefined;
    const who = row === undefined ? 'No room may' : `${row} is for: ${entries.join(', ')}`;
    return `${roomOf(from) ?? from} may not import ${name}. ${who}. ${seeTable}`;
  }

  return { roomOf, allowedIn, looseProblem, problem, packageProblem };
}

/**
 * The two floors or rooms that stand side by side where the ways to two rooms part.
 * @param {string} from
 * @param {string} to
 * @returns {[one: string, two: string | undefined]}
 */
function arrowBetween(from, to) {
  const [one, two] = [from.split('/'), to.split('/')];
  const parting = one.findIndex((part, index) => part !== two[index]);
  if (parting === -1 || two[parting] === undefined) return [from, undefined];
  return [one.slice(0, parting + 1).join('/'), two.slice(0, parting + 1).join('/')];
}

/** @param {Rows} rows */
function arrowsOf(rows) {
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  for (const [room, entries] of Object.entries(rows)) {
    for (const entry of entries) {
      const [one, two] = arrowBetween(room, readEntry(entry).name);
      if (two !== undefined) arrows.set(one, (arrows.get(one) ?? new Set()).add(two));
    }
  }
  return arrows;
}

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} arrows
 * @param {string} from
 * @param {string} to
 * @param {Set<string>} [seen]
 * @returns {string[] | undefined}
 */
function pathBetween(arrows, from, to, seen = new Set()) {
  if (from === to) return [to];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of arrows.get(from) ?? []) {
    const rest = pathBetween(arrows, next, to, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}
