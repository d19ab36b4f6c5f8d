import type { Device } from '../../tuya/results.js';
import type { Known } from '../projects/project.js';
import { DeviceStates } from './deviceStates.js';

/** Longer ids aren't kept, and longer texts are cut: a file with one that can't be read is none. */
export const keptIdLength = 256;
const keptTextLength = 10_000;
/** Beyond this there are no dates, epoch ms. */
export const latestTime = 8.64e15;

/**
 * Some devices as a file has them, column by column: enough to draw the tree, and nothing to sign in or to reach a device
 * with. No local key, no address, no place, no status. A hundred thousand of them are read in the time of a blink, which
 * objects with their names of fields are not.
 */
export interface KeptDevices {
  /** '' for a device that was gone by then: its number in the lists is taken. */
  readonly ids: readonly string[];
  /** '' where there is none. */
  readonly names: readonly string[];
  /** Texts that devices have in common and no part before had. Their places count through the file; 0 is none. */
  readonly texts: readonly string[];
  /** Category, id and name of each product that no part before had, as places of texts. Counted in the same way. */
  readonly products: readonly (readonly number[])[];
  /** The product of each device. */
  readonly of: readonly number[];
  /** The user of each device, as a place of texts. */
  readonly users: readonly number[];
  /** For each device with a gateway: its place here, and that of the gateway's id among the texts. */
  readonly gateways: readonly (readonly number[])[];
  /** See {@link DeviceStates}. */
  readonly states: readonly number[];
  /** When the first was read, epoch ms, and how long after it each was. */
  readonly at: number;
  readonly after: readonly number[];
  /** When each has changed last, epoch seconds as on the wire; -1 where that isn't known. */
  readonly updated: readonly number[];
}

/** Makes the parts of one file, one after the other. */
export class DeviceKeeper {
  private readonly texts = new Places();
  private readonly products = new Places();

  /** @param devices undefined for one that is gone */
  part(devices: readonly (Known<Device> | undefined)[]): KeptDevices {
    const at = devices.find((known) => known)?.at ?? 0;
    const gateways: (readonly number[])[] = [];
    const each = devices.map((known, row) => {
      const device: Partial<Device> = known?.value ?? {};
      if (device.gatewayId) gateways.push([row, this.text(device.gatewayId)]);
      return {
        id: device.id ?? '',
        name: cut(device.name),
        of: this.product(device),
        user: this.text(device.uid),
        state: DeviceStates.of(device),
        after: (known?.at ?? at) - at,
        updated: device.updateTime === undefined ? -1 : Math.floor(device.updateTime / 1000),
      };
    });
    return {
      ids: each.map(({ id }) => id),
      names: each.map(({ name }) => name),
      texts: this.texts.taken(),
      products: this.products.taken().map((places) => places.split(',').map(Number)),
      of: each.map(({ of }) => of),
      users: each.map(({ user }) => user),
      gateways,
      states: each.map(({ state }) => state),
      at,
      after: each.map(({ after }) => after),
      updated: each.map(({ updated }) => updated),
    };
  }

  private text(text: string | undefined): number {
    return text ? this.texts.of(cut(text)) : 0;
  }

  private product({ category, productId, productName }: Partial<Device>): number {
    const places = [this.text(category), this.text(productId), this.text(productName)];
    return places.every((place) => place === 0) ? 0 : this.products.of(places.join());
  }
}

/** Gives each text the place at which it came first, from 1. */
class Places {
  private readonly places = new Map<string, number>();
  private fresh: string[] = [];

  of(text: string): number {
    let place = this.places.get(text);
    if (place === undefined) {
      this.places.set(text, (place = this.places.size + 1));
      this.fresh.push(text);
    }
    return place;
  }

  /** Those that came since this was asked last. */
  taken(): string[] {
    const { fresh } = this;
    this.fresh = [];
    return fresh;
  }
}

function cut(text: string | undefined): string {
  return text?.slice(0, keptTextLength) ?? '';
}

/** Looked at by hand: a schema would take longer than all the rest. */
export function isKeptDevices(value: unknown): value is KeptDevices {
  if (typeof value !== 'object' || value === null) return false;
  const { ids, names, texts, products, of, users, gateways, states, at, after, updated }: Columns = value;
  if (!areTexts(ids, keptIdLength)) return false;
  const isOfEach = (column: unknown): boolean => areNumbers(column) && column.length === ids.length;
  return (
    areTexts(names, keptTextLength) &&
    names.length === ids.length &&
    areTexts(texts, keptTextLength) &&
    areTuples(products, 3) &&
    areTuples(gateways, 2) &&
    [of, users, states, after, updated].every(isOfEach) &&
    typeof at === 'number' &&
    at >= 0 &&
    at <= latestTime &&
    (after as readonly number[]).every((ms) => at + ms >= 0 && at + ms <= latestTime)
  );
}

type Columns = { readonly [Key in keyof KeptDevices]?: unknown };

function areTexts(column: unknown, longest: number): column is readonly string[] {
  if (!Array.isArray(column)) return false;
  for (const text of column as readonly unknown[])
    if (typeof text !== 'string' || text.length > longest) return false;
  return true;
}

export function areNumbers(column: unknown): column is readonly number[] {
  if (!Array.isArray(column)) return false;
  for (const number of column as readonly unknown[]) if (typeof number !== 'number') return false;
  return true;
}

function areTuples(column: unknown, length: number): boolean {
  return Array.isArray(column) && column.every((tuple) => areNumbers(tuple) && tuple.length === length);
}
