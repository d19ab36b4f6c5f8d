import { fraction, nameHash } from '../requests/random.js';

const doings = ['apply', 'echo', 'clamp', 'nothing'] as const;

/** What a device makes of the commands that reach it. */
export interface Reaction {
  /**
   * - `apply`: takes the value, and reports it where it had another one, as most firmware does
   * - `echo`: reports every command, also where nothing changes
   * - `clamp`: takes numbers up to `atMost` only, and reports what it took
   * - `nothing`: never reports
   */
  readonly does: (typeof doings)[number];
  /** How long it takes to report at least, ms. */
  readonly afterMs: number;
  /** How much longer it takes at most, ms: mostly little of it, by the seed. */
  readonly spreadMs: number;
  /** Of a hundred commands so many don't reach it, by the seed. */
  readonly lostPercent: number;
  /** As the wire has it, before scaling. */
  readonly atMost: number;
}

export const usualReaction: Reaction = {
  does: 'apply',
  afterMs: 150,
  spreadMs: 0,
  lostPercent: 0,
  atMost: Infinity,
};

const delayTopic = nameHash('delay of a report');
const lossTopic = nameHash('loss of a command');

/** When a device reports its nth command, ms from then on; undefined where it is lost. */
export function delayOf(
  { afterMs, spreadMs, lostPercent }: Reaction,
  seed: number,
  device: number,
  nth: number,
): number | undefined {
  if (fraction(seed, lossTopic, device, nth) * 100 < lostPercent) return undefined;
  return afterMs + Math.round(spreadMs * fraction(seed, delayTopic, device, nth) ** 2);
}

const numbers = { after: 'afterMs', spread: 'spreadMs', lost: 'lostPercent', atMost: 'atMost' } as const;

/** Reads `does=echo,after=300,spread=1500,lost=5`; undefined for what isn't written so. */
export function readReaction(text: string): Partial<Reaction> | undefined {
  const reaction: { -readonly [K in keyof Reaction]?: Reaction[K] } = {};
  for (const part of text.split(',')) {
    const [, name = '', value = ''] = /^(\w+)=(\w+)$/.exec(part.trim()) ?? [];
    const does = doings.find((each) => each === value);
    if (name === 'does' && does) reaction.does = does;
    else if (Object.hasOwn(numbers, name) && /^\d{1,7}$/.test(value))
      reaction[numbers[name as keyof typeof numbers]] = Number(value);
    else return undefined;
  }
  return reaction;
}
