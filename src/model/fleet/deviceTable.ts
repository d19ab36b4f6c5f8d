import type { DataPoint, Device, Extra } from '../../tuya/results.js';
import type { Known } from '../projects/project.js';
import { DeviceStates } from './deviceStates.js';
import { SharedTexts } from './sharedTexts.js';
import type { KeptDevices } from './keptDevices.js';

/** Fields that a row has place for, by how they are kept. */
const ownTexts = ['name', 'localKey', 'ip', 'nodeId'] as const;
const sharedTexts = ['uid', 'category', 'productId', 'productName', 'ownerId', 'gatewayId'] as const;
const rowFields = [...ownTexts, ...sharedTexts, 'sub', 'online', 'updateTime'] as const;
const inRow: ReadonlySet<string> = new Set(['id', 'status', 'extra', ...rowFields]);
const width = sharedTexts.length;

/** Between the texts of a row that has more of them than a name. One that has it itself is no text for a row. */
const separator = '\0';
/** Besides the bits of {@link DeviceStates}. */
const [isSlim, isObject, isJoined] = [16, 32, 64];
const noStatus: readonly DataPoint[] = [];
const noExtra: Extra = {};

/** What is told of a device in texts, '' or undefined where there is none. */
export type DeviceTexts = Pick<Device, 'id'> & {
  readonly [Name in TextName]?: string | undefined;
};
type TextName =
  | 'name'
  | 'uid'
  | 'category'
  | 'productId'
  | 'productName'
  | 'model'
  | 'ip'
  | 'uuid'
  | 'nodeId';

/**
 * Devices by their ids, in the order in which they came. Fleets are large and most of their devices are known in short:
 * such a device isn't an object but a row of columns, in a quarter of the room, and an object is made of it for whoever
 * asks. A device with more than a row has place for is kept as the object it is.
 */
export class DeviceTable implements ReadonlyMap<string, Known<Device>> {
  private readonly rows = new Map<string, number>();
  private readonly objects = new Map<string, Known<Device>>();
  private readonly free: number[] = [];
  private readonly shared = new SharedTexts();

  private capacity = 0;
  private used = 0;
  private readonly ids: string[] = [];
  private readonly texts: string[] = [];
  private refs = new Uint32Array(0);
  /** When it was read, and its own time of change, NaN where it has none. */
  private times = new Float64Array(0);
  private flags = new Uint8Array(0);
  /** The rows before and after it of the same user, and each user's first and last: one more than the row, 0 for none. */
  private chain = new Int32Array(0);
  private readonly firsts: number[] = [0];
  private readonly lasts: number[] = [0];

  get size(): number {
    return this.rows.size;
  }

  has(id: string): boolean {
    return this.rows.has(id);
  }

  get(id: string): Known<Device> | undefined {
    const row = this.rows.get(id);
    return row === undefined ? undefined : this.known(id, row);
  }

  set(id: string, known: Known<Device>): void {
    const row = this.rows.get(id) ?? this.newRow(id);
    if (fits(known)) this.write(row, known);
    else this.writeObject(row, known);
  }

  /** Keeps of a device what a row has place for, and nothing else. */
  setShort(device: Device, at: number): void {
    const row = this.rows.get(device.id) ?? this.newRow(device.id);
    // The rest isn't looked at: this is what reading a large fleet goes through.
    if (textsFit(device)) this.write(row, { value: device, at, slim: true });
    else this.writeObject(row, { value: shortDevice(device), at, slim: true });
  }

  delete(id: string): boolean {
    const row = this.rows.get(id);
    if (row === undefined) return false;
    this.setOwner(row, 0);
    this.ids[row] = this.texts[row] = '';
    this.objects.delete(id);
    this.free.push(row);
    return this.rows.delete(id);
  }

  /** The devices of a user, as they are now, in the order in which they became theirs. None is made an object. */
  ownedBy(uid: string): readonly string[] {
    // All at once: whoever takes breaks between them may find the next one gone, and its row another's.
    const ids: string[] = [];
    const ref = this.shared.find(uid) ?? 0;
    for (let at = this.firsts[ref] ?? 0; at > 0; at = this.chain[2 * (at - 1) + 1] ?? 0)
      ids.push(this.ids[at - 1] ?? '');
    return ids;
  }

  /**
   * Takes kept devices, one part after the other, where nothing is known of them yet: from column to column, with no
   * object between. Answers with those that were taken.
   * @param onGateway hears of each of them that names its gateway
   */
  taker(onGateway: (id: string, gatewayId: string) => void): (part: KeptDevices) => readonly string[] {
    // What the file has at a place, and where it is here.
    const refs = [0];
    const products: (readonly number[])[] = [[0, 0, 0]];
    return (part) => {
      for (const text of part.texts) refs.push(this.shared.refOf(text));
      for (const places of part.products) products.push(places.map((place) => refs[place] ?? 0));
      const gateways = new Map(part.gateways.map(([at, place]) => [at, refs[place ?? 0] ?? 0]));
      const taken: string[] = [];
      for (const [at, id] of part.ids.entries()) {
        if (id === '' || this.rows.has(id)) continue;
        const row = this.newRow(id);
        const [category = 0, productId = 0, productName = 0] = products[part.of[at] ?? 0] ?? [];
        const gateway = gateways.get(at) ?? 0;
        this.texts[row] = part.names[at] ?? '';
        this.setOwner(row, refs[part.users[at] ?? 0] ?? 0);
        this.setRefs(row, category, productId, productName, 0, gateway);
        const seconds = part.updated[at] ?? -1;
        this.times[2 * row] = part.at + (part.after[at] ?? 0);
        this.times[2 * row + 1] = seconds < 0 ? NaN : seconds * 1000;
        this.flags[row] = ((part.states[at] ?? 0) & DeviceStates.mask) | isSlim;
        taken.push(id);
        if (gateway > 0) onGateway(id, this.shared.text(gateway) ?? '');
      }
      return taken;
    };
  }

  keys(): MapIterator<string> {
    return this.rows.keys();
  }

  *values(): MapIterator<Known<Device>> {
    for (const [id, row] of this.rows) yield this.known(id, row);
  }

  *entries(): MapIterator<[string, Known<Device>]> {
    for (const [id, row] of this.rows) yield [id, this.known(id, row)];
  }

  [Symbol.iterator](): MapIterator<[string, Known<Device>]> {
    return this.entries();
  }

  /** The texts of each device. A row is not made a whole device for them. */
  *textsOfEach(): MapIterator<DeviceTexts> {
    for (const [id, row] of this.rows) yield this.objects.get(id)?.value ?? this.textsOf(id, row);
  }

  forEach(call: (known: Known<Device>, id: string, map: ReadonlyMap<string, Known<Device>>) => void): void {
    for (const [id, row] of this.rows) call(this.known(id, row), id, this);
  }

  private newRow(id: string): number {
    const row = this.free.pop() ?? this.used++;
    if (row >= this.capacity) this.grow();
    this.rows.set(id, row);
    this.ids[row] = id;
    this.refs[row * width] = 0;
    this.flags[row] = 0;
    return row;
  }

  private grow(): void {
    this.capacity = Math.max(64, Math.ceil(this.capacity * 1.5));
    const { refs, times, flags, chain } = this;
    this.refs = new Uint32Array(this.capacity * width);
    this.times = new Float64Array(this.capacity * 2);
    this.flags = new Uint8Array(this.capacity);
    this.chain = new Int32Array(this.capacity * 2);
    this.refs.set(refs);
    this.times.set(times);
    this.flags.set(flags);
    this.chain.set(chain);
  }

  private writeObject(row: number, known: Known<Device>): void {
    this.setOwner(row, this.shared.refOf(known.value.uid));
    this.flags[row] = isObject;
    this.texts[row] = '';
    this.objects.set(known.value.id, known);
  }

  private write(row: number, { value, at, slim }: Known<Device>): void {
    if ((this.flags[row] ?? 0) & isObject) this.objects.delete(value.id);
    const { name = '', localKey = '', ip = '', nodeId = '' } = value;
    const isNameAll = localKey === '' && ip === '' && nodeId === '';
    // Joined, the text is one piece; put together by `+` it would be a tree of its parts.
    this.texts[row] = isNameAll ? name : [name, localKey, ip, nodeId].join(separator);
    const { shared } = this;
    this.setOwner(row, shared.refOf(value.uid));
    this.setRefs(
      row,
      shared.refOf(value.category),
      shared.refOf(value.productId),
      shared.refOf(value.productName),
      shared.refOf(value.ownerId),
      shared.refOf(value.gatewayId),
    );
    this.times[2 * row] = at;
    this.times[2 * row + 1] = value.updateTime ?? NaN;
    this.flags[row] = DeviceStates.of(value) | (slim ? isSlim : 0) | (isNameAll ? 0 : isJoined);
  }

  private setRefs(
    row: number,
    category: number,
    productId: number,
    productName: number,
    ownerId: number,
    gatewayId: number,
  ): void {
    const { refs } = this;
    const first = row * width;
    refs[first + 1] = category;
    refs[first + 2] = productId;
    refs[first + 3] = productName;
    refs[first + 4] = ownerId;
    refs[first + 5] = gatewayId;
  }

  /** Whose the device is, and its place at the end of theirs. */
  private setOwner(row: number, owner: number): void {
    const { refs, chain, firsts, lasts } = this;
    const before = refs[row * width] ?? 0;
    if (before === owner) return;
    if (before > 0) {
      const [previous = 0, next = 0] = [chain[2 * row], chain[2 * row + 1]];
      if (previous > 0) chain[2 * (previous - 1) + 1] = next;
      else firsts[before] = next;
      if (next > 0) chain[2 * (next - 1)] = previous;
      else lasts[before] = previous;
    }
    refs[row * width] = owner;
    if (owner === 0) return;
    while (firsts.length <= owner) {
      firsts.push(0);
      lasts.push(0);
    }
    const last = lasts[owner] ?? 0;
    chain[2 * row] = last;
    chain[2 * row + 1] = 0;
    lasts[owner] = row + 1;
    if (last > 0) chain[2 * (last - 1) + 1] = row + 1;
    else firsts[owner] = row + 1;
  }

  private textsOf(id: string, row: number): DeviceTexts {
    const text = this.texts[row] ?? '';
    const own = (this.flags[row] ?? 0) & isJoined ? apart(text) : { name: text, ip: '', nodeId: '' };
    const { refs, shared } = this;
    const first = row * width;
    return {
      id,
      name: own.name,
      ip: own.ip,
      nodeId: own.nodeId,
      uid: shared.text(refs[first]),
      category: shared.text(refs[first + 1]),
      productId: shared.text(refs[first + 2]),
      productName: shared.text(refs[first + 3]),
      model: undefined,
      uuid: undefined,
    };
  }

  private known(id: string, row: number): Known<Device> {
    const flags = this.flags[row] ?? 0;
    const object = flags & isObject ? this.objects.get(id) : undefined;
    if (object) return object;
    const device: Writable<Device> = { id, status: noStatus, extra: noExtra };
    const text = this.texts[row] ?? '';
    if (flags & isJoined) {
      const { name, localKey, ip, nodeId } = apart(text);
      if (name) device.name = name;
      if (localKey) device.localKey = localKey;
      if (ip) device.ip = ip;
      if (nodeId) device.nodeId = nodeId;
    } else if (text !== '') device.name = text;
    const { refs, shared } = this;
    const first = row * width;
    const uid = shared.text(refs[first]);
    const category = shared.text(refs[first + 1]);
    const productId = shared.text(refs[first + 2]);
    const productName = shared.text(refs[first + 3]);
    const ownerId = shared.text(refs[first + 4]);
    const gatewayId = shared.text(refs[first + 5]);
    if (uid !== undefined) device.uid = uid;
    if (category !== undefined) device.category = category;
    if (productId !== undefined) device.productId = productId;
    if (productName !== undefined) device.productName = productName;
    if (ownerId !== undefined) device.ownerId = ownerId;
    if (gatewayId !== undefined) device.gatewayId = gatewayId;
    const sub = DeviceStates.sub(flags);
    const online = DeviceStates.online(flags);
    if (sub !== undefined) device.sub = sub;
    if (online !== undefined) device.online = online;
    const updateTime = this.times[2 * row + 1] ?? NaN;
    if (!Number.isNaN(updateTime)) device.updateTime = updateTime;
    const at = this.times[2 * row] ?? 0;
    return flags & isSlim ? { value: device, at, slim: true } : { value: device, at };
  }
}

/** What {@link DeviceTable.write} has joined. By hand: `split` takes as long as all the rest of a device. */
function apart(text: string): Record<(typeof ownTexts)[number], string> {
  const key = text.indexOf(separator) + 1;
  const ip = text.indexOf(separator, key) + 1;
  const node = text.indexOf(separator, ip) + 1;
  return {
    name: text.slice(0, key - 1),
    localKey: text.slice(key, ip - 1),
    ip: text.slice(ip, node - 1),
    nodeId: text.slice(node),
  };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Whether a row can say all that is known of the device: nothing is lost by keeping it as one. */
function fits({ value, at, problem }: Known<Device>): boolean {
  if (problem !== undefined || Number.isNaN(at) || value.status.length > 0) return false;
  for (const _ in value.extra) return false;
  for (const field in value)
    if (!inRow.has(field) && value[field as keyof Device] !== undefined) return false;
  return textsFit(value);
}

function textsFit({ name, localKey, ip, nodeId, updateTime }: Device): boolean {
  return (
    isRowText(name) && isRowText(localKey) && isRowText(ip) && isRowText(nodeId) && !Number.isNaN(updateTime)
  );
}

function isRowText(text: string | undefined): boolean {
  return text === undefined || (text !== '' && !text.includes(separator));
}

/** What a tree row, the search for gateways and a quick pick need, and nothing else. */
function shortDevice(device: Device): Device {
  const short: Record<string, unknown> = {};
  for (const key of rowFields) if (device[key] !== undefined) short[key] = device[key];
  return { ...short, id: device.id, status: noStatus, extra: noExtra };
}
