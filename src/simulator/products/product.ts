import { isCustom, type PointDefinition } from './definition.js';

/** A value as it stands in a status; JSON and raw values are text. */
export type DpValue = string | number | boolean;

/** Everything the value of a report may depend on. */
export interface Moment {
  /** Counts the reports of one channel of one device, endlessly. */
  readonly slot: number;
  /** Epoch milliseconds. */
  readonly time: number;
  /** From 0 up to 1, fixed for this report and salt. */
  readonly noise: (salt: number) => number;
}

export interface Point {
  readonly code: string;
  /** The factory's value. */
  readonly initial: DpValue;
  readonly at: (moment: Moment) => DpValue;
}

/** Data points that are reported together, in the same millisecond. */
export interface Channel {
  readonly everySeconds: number;
  /** How much of the interval a report may be late, 0 to 1. */
  readonly jitter: number;
  /** The share of reports that don't happen. */
  readonly skip: number;
  /** Reports that follow a command from an app or the cloud, which the log shows as well. */
  readonly commanded: boolean;
  readonly points: readonly Point[];
}

/**
 * What the cloud tells of a product's data points: everything, the specification alone, nothing at all, or that this
 * project has no right to it.
 */
export type ToldModel = 'all' | 'specification' | 'none' | 'refused';

export type ProductKind = 'wifi' | 'gateway' | 'zigbee' | 'virtual';

/** What all devices of one product have in common. */
export interface Product {
  readonly key: string;
  readonly category: string;
  readonly name: string;
  readonly model: string;
  readonly icon: string;
  readonly kind: ProductKind;
  readonly channels: readonly Channel[];
  /** Empty where the cloud tells nothing of them. */
  readonly defined: readonly PointDefinition[];
  /** `all` unless said otherwise. */
  readonly told?: ToldModel;
  /** Custom data points show in statuses and logs; of other products, in the shadow only. */
  readonly showsCustom?: boolean;
  /** Data points that are never reported. */
  readonly constants?: Readonly<Record<string, DpValue>>;
  /** Default names of the outlets, by data point code. */
  readonly outlets?: Readonly<Record<string, string>>;
  /** Keeps a list of people, as scales do. */
  readonly hasUsers?: boolean;
  /** Answers 2009 to a question for logs, as gateways and remote controls do. */
  readonly hasLogs?: boolean;
  /** Sleeps between its reports and therefore counts as offline. */
  readonly sleepy?: boolean;
}

/** Whether statuses and logs leave a data point out, as the standard set doesn't know it. */
export function isHidden({ defined, showsCustom = false }: Product, code: string): boolean {
  return !showsCustom && defined.some((point) => point.code === code && isCustom(point));
}

export function channel(
  everySeconds: number,
  points: readonly Point[],
  options: Partial<Pick<Channel, 'jitter' | 'skip' | 'commanded'>> = {},
): Channel {
  return { everySeconds, points, jitter: 0.9, skip: 0, commanded: false, ...options };
}

/** A measured number that follows the hour of the day and trembles. */
export function gauge(code: string, middle: number, swing: number, noise: number): Point {
  return {
    code,
    initial: 0,
    at: ({ time, noise: random }) => {
      const day = (time % 86_400_000) / 86_400_000;
      return Math.round(middle + swing * Math.sin((day - 0.3) * 2 * Math.PI) + noise * (random(1) * 2 - 1));
    },
  };
}

/** On, off, on, off. */
export function toggle(code: string, initial = false): Point {
  return { code, initial, at: ({ slot }) => slot % 2 === 0 };
}

/** Mostly false, now and then true. */
export function alarm(code: string, chance: number): Point {
  return { code, initial: false, at: ({ noise }) => noise(2) < chance };
}

export function choice(code: string, values: readonly string[]): Point {
  const initial = values[0] ?? '';
  return { code, initial, at: ({ noise }) => values[Math.floor(noise(3) * values.length)] ?? initial };
}

/** A whole number between the two, in steps. */
export function setting(code: string, from: number, to: number, step = 1): Point {
  const steps = Math.floor((to - from) / step) + 1;
  return { code, initial: from, at: ({ noise }) => from + step * Math.floor(noise(4) * steps) };
}

/** Falls by a per cent every few reports and starts over at 100 when it has been changed. */
export function battery(code: string): Point {
  return { code, initial: 100, at: ({ slot }) => 100 - (slot % 90) };
}

export function computed(code: string, initial: DpValue, at: Point['at']): Point {
  return { code, initial, at };
}
