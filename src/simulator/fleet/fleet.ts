import {
  alphanumerics,
  digits,
  fraction,
  hexDigits,
  lowerAlphanumerics,
  mix,
  nameHash,
  scramble,
  text,
  unscramble,
} from '../requests/random.js';
import { catalogue, productOf } from '../products/catalogue.js';
import type { Connectivity, Person } from './household.js';
import { Layout } from './layout.js';
import type { Product } from '../products/product.js';

/** No device was activated after this; fixed, so that a fleet doesn't change from one day to the next. */
const latestActivation = Date.UTC(2026, 10, 1) / 1000;
const activationSpan = 3.3 * 365 * 86_400;

const topics = {
  active: nameHash('active'),
  home: nameHash('home'),
  id: nameHash('id'),
  idEnd: nameHash('id end'),
  ip: nameHash('ip'),
  localKey: nameHash('local key'),
  mac: nameHash('mac'),
  productId: nameHash('product id'),
  serial: nameHash('serial'),
  hasSerial: nameHash('serial?'),
  uid: nameHash('uid'),
  node: nameHash('node'),
  uuid: nameHash('uuid'),
  created: nameHash('created'),
  earlier: nameHash('earlier'),
} as const;

/** A device as it left its seed. Times are epoch seconds, as on the wire. */
export interface Blueprint {
  readonly index: number;
  readonly id: string;
  readonly product: Product;
  readonly productId: string;
  readonly name: string;
  readonly owner: number;
  readonly gateway?: number;
  readonly sharedWith?: number;
  readonly connectivity: Connectivity;
  readonly uuid: string;
  readonly localKey: string;
  readonly ownerId: string;
  readonly activeTime: number;
  readonly createTime: number;
  readonly ip: string;
  readonly bizType: number;
}

/** One fleet for one seed and size. Everything is worked out when asked for, nothing is stored. */
export class Fleet {
  private readonly layout: Layout;
  private readonly latestActivation: number;

  constructor(
    private readonly seed: number,
    readonly size: number,
    /** Epoch milliseconds; a cloud started before the fixed date has a fleet that is older still. */
    startedAt: number,
  ) {
    this.layout = new Layout(seed, size);
    this.latestActivation = Math.min(latestActivation, Math.floor(startedAt / 86_400_000 - 10) * 86_400);
  }

  get userCount(): number {
    return this.layout.userCount;
  }

  /** Ids carry their index in a scrambled form, so that a lookup needs no table. */
  idOf(index: number): string {
    const place = scramble(mix(this.seed, topics.id), index).toString(16).padStart(8, '0');
    const rest = text(hexDigits, 8, this.seed, topics.id, index);
    return `bf${place}${rest}${text(lowerAlphanumerics, 4, this.seed, topics.idEnd, index)}`;
  }

  indexOf(id: string): number | undefined {
    if (!/^bf[0-9a-f]{8}/.test(id)) return undefined;
    const index = unscramble(mix(this.seed, topics.id), parseInt(id.slice(2, 10), 16));
    return index < this.size && this.idOf(index) === id ? index : undefined;
  }

  uidOf(user: number): string {
    const time = 1_540_000_000_000 + Math.floor(fraction(this.seed, topics.uid, user) * 200_000_000_000);
    // The user's number is in the last characters, so that a lookup needs no table.
    const end = scramble(mix(this.seed, topics.uid), user).toString(36).padStart(7, '0');
    return `${this.layout.person(user).region}${time}${end}`;
  }

  userOf(uid: string): number | undefined {
    const end = /^[a-z]{2}\d{13}([0-9a-z]{7})$/.exec(uid)?.[1];
    if (end === undefined) return undefined;
    const user = unscramble(mix(this.seed, topics.uid), parseInt(end, 36));
    return user < this.userCount && this.uidOf(user) === uid ? user : undefined;
  }

  person(user: number): Person {
    return this.layout.person(user);
  }

  /** The id of that user's home. */
  homeOf(user: number): string {
    return `1${text(digits, 7, this.seed, topics.home, user)}`;
  }

  devicesOf(user: number): number[] {
    return this.layout.devicesOf(user);
  }

  receivedBy(user: number): number[] {
    return this.layout.receivedBy(user);
  }

  subDevicesOf(gateway: number): number[] {
    return this.layout.subDevicesOf(gateway);
  }

  ownerOf(index: number): number {
    return this.layout.ownerOf(index);
  }

  productKeyAt(index: number): string {
    return this.layout.productAt(index);
  }

  productKeyOf(productId: string): string | undefined {
    return catalogue.find((product) => this.productIdOf(product) === productId)?.key;
  }

  productIdOf(product: Product): string {
    return text(lowerAlphanumerics, 16, this.seed, topics.productId, nameHash(product.key));
  }

  blueprint(index: number): Blueprint {
    const spot = this.layout.spot(index);
    const product = productOf(spot.product);
    const activeTime = this.activeTimeOf(index);
    const bySpot = (topic: number): number => mix(this.seed, topic, index);
    return {
      index,
      id: this.idOf(index),
      product,
      productId: this.productIdOf(product),
      name: spot.name,
      owner: spot.owner,
      ...(spot.gateway === undefined ? {} : { gateway: spot.gateway }),
      ...(spot.sharedWith === undefined ? {} : { sharedWith: spot.sharedWith }),
      connectivity: spot.connectivity,
      uuid:
        product.kind === 'zigbee'
          ? `a4c138${text(hexDigits, 10, bySpot(topics.node))}`
          : text(hexDigits, 16, bySpot(topics.uuid)),
      // A Zigbee device speaks through its gateway and has the gateway's key.
      localKey: spot.keyless
        ? ''
        : text(alphanumerics, 16, this.seed, topics.localKey, spot.gateway ?? index),
      ownerId: this.homeOf(spot.owner),
      activeTime,
      createTime: activeTime - (bySpot(topics.created) % 5 === 0 ? bySpot(topics.earlier) % 9_000_000 : 0),
      ip: product.kind === 'zigbee' ? '' : `203.0.113.${1 + (mix(this.seed, topics.ip, spot.owner) % 250)}`,
      bizType: product.kind === 'virtual' ? 10 : 0,
    };
  }

  /** Epoch seconds. */
  activeTimeOf(index: number): number {
    const age = fraction(this.seed, topics.active, index) ** 2;
    return Math.floor(this.latestActivation - age * activationSpan);
  }

  macOf({ index, product, uuid }: Blueprint): string {
    const plain =
      product.kind === 'zigbee' ? uuid : `d8f15b${text(hexDigits, 6, this.seed, topics.mac, index)}`;
    return plain.match(/../g)?.join(':') ?? plain;
  }

  /** Not every factory wrote one. */
  serialOf({ index, product }: Blueprint): string | undefined {
    if (mix(this.seed, topics.hasSerial, index) % 3 === 0) return undefined;
    return `${product.model.replaceAll('-', '')}${text(digits, 10, this.seed, topics.serial, index)}`;
  }
}
