import { Fault } from './fault.mjs';

/**
 * Reads a command line of long flags. A flag nobody knows, or a value that makes no sense, ends in one sentence.
 * @template {Record<string, 'flag' | 'port' | 'text'>} Kinds
 * @param {readonly string[]} args
 * @param {Kinds} kinds
 * @returns {{ [Name in keyof Kinds]?: Kinds[Name] extends 'flag' ? true : Kinds[Name] extends 'port' ? number : string }}
 */
export function readFlags(args, kinds) {
  const known = `The flags are ${Object.keys(kinds)
    .map((name) => `--${name}`)
    .join(', ')}.`;
  /** @type {Record<string, true | number | string>} */
  const read = {};
  for (let index = 0; index < args.length; index++) {
    const [name = '', inline] = (args[index] ?? '').replace(/^--/, '').split(/=(.*)/s);
    const kind = args[index]?.startsWith('--') ? kinds[name] : undefined;
    if (kind === undefined) throw new Fault(`“${args[index]}” is not a flag of this command. ${known}`, 2);
    if (kind === 'flag') {
      if (inline !== undefined) throw new Fault(`--${name} takes no value.`, 2);
      read[name] = true;
      continue;
    }
    const value = inline ?? args[++index];
    if (value === undefined) throw new Fault(`--${name} needs a value.`, 2);
    read[name] = kind === 'port' ? portOf(name, value) : value;
  }
  return /** @type {any} */ (read);
}

/**
 * @param {string} name
 * @param {string} text
 */
function portOf(name, text) {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new Fault(`--${name} must be a number from 1 to 65535, not “${text}”.`, 2);
}
