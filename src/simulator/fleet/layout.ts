import { fraction, mix, nameHash, pick } from '../requests/random.js';
import { household, people, rooms, type Connectivity, type Person } from './household.js';

/** Devices of one home beyond the fixed household: a gateway, five behind it, and others. */
const homeSize = 16;
const labSharePercent = 20;
/** More than a tree shows at once under one user. */
const labDevicesAtMost = 1504;

const zigbee = ['climate', 'door', 'motion', 'leak', 'smoke'] as const;
const standalone = [
  'socket',
  'bulb',
  'strip',
  'wallSwitch',
  'thermostat',
  'curtain',
  'airConditioner',
  'vacuum',
  'soil',
  'meter',
  'irHub',
  'speaker',
  'scale',
] as const;
const nouns: Readonly<Record<string, string>> = {
  gateway: 'Hub',
  climate: 'Climate',
  door: 'Door',
  motion: 'Motion',
  leak: 'Leak',
  smoke: 'Smoke',
  socket: 'Socket',
  bulb: 'Light',
  strip: 'Strip',
  wallSwitch: 'Switch',
  thermostat: 'Heating',
  curtain: 'Curtain',
  airConditioner: 'AC',
  vacuum: 'Vacuum',
  soil: 'Plant',
  meter: 'Meter',
  irHub: 'Remote',
  speaker: 'Speaker',
  scale: 'Scale',
};

const topics = {
  product: nameHash('product'),
  offline: nameHash('offline'),
  shared: nameHash('shared'),
  secondHome: nameHash('second home'),
  zone: nameHash('zone'),
  region: nameHash('region'),
  country: nameHash('country'),
  lat: nameHash('lat'),
  lon: nameHash('lon'),
  language: nameHash('language'),
  room: nameHash('room'),
} as const;

/** Where a device stands, before anything happened to it. */
export interface Spot {
  readonly product: string;
  readonly name: string;
  readonly owner: number;
  readonly gateway?: number;
  readonly connectivity: Connectivity;
  readonly sharedWith?: number;
  readonly keyless: boolean;
}

/** Says who owns what in a fleet of any size. Keeps numbers per home only, never devices. */
export class Layout {
  private readonly ownerOfHome: Int32Array;
  private readonly homesOfUser = new Map<number, number[]>();
  readonly userCount: number;

  constructor(
    private readonly seed: number,
    readonly deviceCount: number,
  ) {
    const homes = Math.max(0, Math.ceil((deviceCount - household.length) / homeSize));
    this.ownerOfHome = new Int32Array(homes);
    const labHomes = Math.min(Math.floor((homes * labSharePercent) / 100), labDevicesAtMost / homeSize);
    let user = people.length;
    for (let home = 0; home < homes; home++) {
      const owner = home < labHomes ? 0 : user;
      this.ownerOfHome[home] = owner;
      this.homesOfUser.set(owner, [...(owner === 0 ? [] : (this.homesOfUser.get(owner) ?? [])), home]);
      // Every third person has two homes.
      if (
        home >= labHomes &&
        (fraction(seed, topics.secondHome, home) > 0.33 || this.homesOfUser.get(user)?.length === 2)
      )
        user++;
    }
    this.homesOfUser.set(
      0,
      Array.from({ length: labHomes }, (_, home) => home),
    );
    this.userCount = this.homesOfUser.has(user) ? user + 1 : user;
  }

  spot(index: number): Spot {
    const placed = household[index];
    if (placed) {
      const { connectivity = 'steady', keyless = false, ...rest } = placed;
      return { ...rest, connectivity, keyless };
    }
    return this.homeSpot(index);
  }

  person(user: number): Person {
    const known = people[user];
    if (known) return known;
    const zone = pick(
      ['-08:00', '-05:00', '-03:00', '+00:00', '+01:00', '+03:00', '+08:00', '+09:00'],
      this.seed,
      topics.zone,
      user,
    );
    const email = `user${user}@example.com`;
    return {
      region: pick(['ay', 'az', 'eu', 'ue', 'in'], this.seed, topics.region, user),
      username: email,
      email,
      mobile: '',
      countryCode: pick(['1', '44', '49', '55', '81', '86', '91'], this.seed, topics.country, user),
      timeZone: zone,
      lat: (fraction(this.seed, topics.lat, user) * 120 - 60).toFixed(4),
      lon: (fraction(this.seed, topics.lon, user) * 360 - 180).toFixed(4),
      inApp: true,
    };
  }

  ownerOf(index: number): number {
    return household[index]?.owner ?? this.ownerOfHome[homeOf(index)] ?? 0;
  }

  productAt(index: number): string {
    const placed = household[index];
    if (placed) return placed.product;
    const place = placeOf(index);
    if (place === 0) return 'gateway';
    return zigbee[place - 1] ?? pick(standalone, this.seed, topics.product, index);
  }

  /** Indices of the devices in the homes of that user. */
  devicesOf(user: number): number[] {
    const result = household.flatMap((placed, index) =>
      placed.owner === user && index < this.deviceCount ? [index] : [],
    );
    for (const home of this.homesOfUser.get(user) ?? []) result.push(...this.devicesOfHome(home));
    return result;
  }

  /** Indices of the devices that others share with that user. */
  receivedBy(user: number): number[] {
    const result = household.flatMap((placed, index) =>
      placed.sharedWith === user && index < this.deviceCount ? [index] : [],
    );
    if (user < people.length) return result;
    for (const home of this.homesOfUser.get(user - 1) ?? []) {
      result.push(...this.devicesOfHome(home).filter((index) => this.spot(index).sharedWith === user));
    }
    return result;
  }

  subDevicesOf(gateway: number): number[] {
    if (gateway < household.length) {
      return household.flatMap((placed, index) =>
        placed.gateway === gateway && index < this.deviceCount ? [index] : [],
      );
    }
    return this.devicesOfHome(homeOf(gateway)).filter((index) => this.spot(index).gateway === gateway);
  }

  private devicesOfHome(home: number): number[] {
    const first = household.length + home * homeSize;
    const length = Math.max(0, Math.min(homeSize, this.deviceCount - first));
    return Array.from({ length }, (_, at) => first + at);
  }

  private homeSpot(index: number): Spot {
    const place = placeOf(index);
    const owner = this.ownerOf(index);
    const product = this.productAt(index);
    const behindGateway = place >= 1 && place <= zigbee.length;
    const offline = fraction(this.seed, topics.offline, index) < 0.12;
    const hasNeighbour = owner >= people.length && owner + 1 < this.userCount;
    const shared = place === 8 && hasNeighbour && mix(this.seed, topics.shared, index) % 4 === 0;
    return {
      product,
      name: `${this.room(owner, index)} ${nouns[product] ?? product} ${place + 1}`,
      owner,
      ...(behindGateway ? { gateway: index - place } : {}),
      connectivity: product === 'soil' ? 'sleepy' : offline ? 'offline' : 'steady',
      ...(shared ? { sharedWith: owner + 1 } : {}),
      keyless: false,
    };
  }

  private room(owner: number, index: number): string {
    const language = owner === 0 ? 'de' : pick(Object.keys(rooms), this.seed, topics.language, owner);
    return pick(rooms[language] ?? ['Room'], this.seed, topics.room, index);
  }
}

function homeOf(index: number): number {
  return Math.floor((index - household.length) / homeSize);
}

function placeOf(index: number): number {
  return (index - household.length) % homeSize;
}
