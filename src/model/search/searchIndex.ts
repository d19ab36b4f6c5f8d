import type { DeviceTexts } from '../fleet/deviceTable.js';
import { fold } from './fold.js';
import {
  bestScore,
  fieldsScore,
  meanScore,
  ownText,
  productText,
  userText,
  wordScore,
  type SearchWord,
} from './searchEntry.js';

/** Devices between two breaks: a millisecond or two of work. */
const indexedAtOnce = 500;
const scoredAtOnce = 2_000;

interface SearchIndexDeps {
  /** Every device there is, in its order, with those that come meanwhile. */
  readonly devices: () => Iterable<DeviceTexts>;
  readonly device: (id: string) => DeviceTexts | undefined;
  /** What is known of its factory data. */
  readonly mac: (id: string) => string | undefined;
  /** Lets other work go first. @throws where nobody needs the index any more */
  readonly rest: () => Promise<void>;
}

/** What a search looks at of each device, in columns: a row of each is a device. */
interface Rows {
  /** In small letters. */
  readonly ids: string[];
  /** Ids that have other letters as well, by row. */
  readonly spelt: Map<number, string>;
  /** Folded. */
  readonly names: string[];
  /** Fields of its own, for `fieldsScore`. */
  readonly own: string[];
  /** Its product among the products, its user among the users. */
  readonly products: number[];
  readonly users: number[];
}

interface UsualProduct {
  readonly productName: string;
  readonly category: string;
  readonly row: number;
}

/**
 * A project's devices as a search looks at them: folded once, and what many have in common kept, and looked at, once.
 * Devices that change are noted, and looked at again before the next search.
 */
export class SearchIndex {
  private rows: Rows = { ids: [], spelt: new Map(), names: [], own: [], products: [], users: [] };
  private readonly products = new SharedTexts();
  private readonly users = new SharedTexts();
  /** What the last device with the id of a product said of it. */
  private readonly usual = new Map<string, UsualProduct>();
  private readonly changed = new Set<string>();
  private isBuilt = false;
  private work: Promise<void> | undefined;

  constructor(private readonly deps: SearchIndexDeps) {}

  get size(): number {
    return this.rows.ids.length;
  }

  /** So much has changed that building it anew is less work. */
  get isOutdated(): boolean {
    return this.isBuilt && this.changed.size > 1_000 + this.size / 4;
  }

  note(id: string): void {
    this.changed.add(id);
  }

  /** Resolves when every device is in it, as it is now or was a moment ago. */
  async ready(): Promise<void> {
    // What is under way may be past what has changed since.
    await this.work;
    this.work ??= this.catchUp().finally(() => (this.work = undefined));
    await this.work;
  }

  /**
   * Tells `found` each device that has all the words, with its score: in order, with breaks.
   * @throws what a break throws
   */
  async scan(
    words: readonly SearchWord[],
    found: (score: number, id: () => string) => void,
    rest: () => Promise<void>,
  ): Promise<void> {
    // What changes during a break doesn't move these rows.
    const { ids, spelt, names, own, products, users } = this.rows;
    const scorers = words.map((word) => {
      const [ofProduct, ofUser] = [this.products.scores(word), this.users.scores(word)];
      let row = 0;
      const fields = (): number =>
        Math.max(ofProduct(products[row] ?? 0), ofUser(users[row] ?? 0), fieldsScore(own[row] ?? '', word));
      return (at: number): number => wordScore(ids[(row = at)] ?? '', names[at] ?? '', word, fields);
    });
    const count = ids.length;
    for (let row = 0; row < count; row++) {
      if (row > 0 && row % scoredAtOnce === 0) await rest();
      const score = meanScore(scorers, (scorer) => scorer(row));
      if (score > 0) found(score, () => spelt.get(row) ?? ids[row] ?? '');
    }
  }

  private async catchUp(): Promise<void> {
    if (!this.isBuilt) await this.build();
    this.isBuilt = true;
    if (this.changed.size > 0) await this.update();
  }

  private async build(): Promise<void> {
    let done = 0;
    for (const device of this.deps.devices()) {
      if (++done % indexedAtOnce === 0) await this.deps.rest();
      // What has changed is looked at afterwards: it may be gone, and come again.
      if (!this.changed.has(device.id)) this.put(this.size, device);
    }
  }

  private put(row: number, device: DeviceTexts): void {
    const { ids, spelt, names, own, products, users } = this.rows;
    const small = device.id.toLowerCase();
    // The text that the device itself has; a copy would take its room again.
    ids[row] = small === device.id ? device.id : small;
    if (small !== device.id) spelt.set(row, device.id);
    names[row] = fold(device.name ?? '');
    own[row] = ownText(device, this.deps.mac(device.id));
    products[row] = this.productOf(device);
    users[row] = this.users.rowOf(device.uid ?? '', () => userText(device));
  }

  /** Most devices with the id of a product have its name and category as well: then no key is made of them. */
  private productOf(device: DeviceTexts): number {
    const { productName = '', productId = '', category = '' } = device;
    const usual = this.usual.get(productId);
    if (usual?.productName === productName && usual.category === category) return usual.row;
    const key = `${productId}\n${category}\n${productName}`;
    const row = this.products.rowOf(key, () => productText(device));
    this.usual.set(productId, { productName, category, row });
    return row;
  }

  /** One walk over all, however many have changed. */
  private async update(): Promise<void> {
    const changed = new Set(this.changed);
    this.changed.clear();
    const { ids, spelt } = this.rows;
    const gone = new Set<number>();
    let done = 0;
    const rest = async (): Promise<void> => {
      if (++done % indexedAtOnce === 0) await this.deps.rest();
    };
    for (let row = 0; row < ids.length && changed.size > 0; row++) {
      const id = spelt.get(row) ?? ids[row] ?? '';
      if (!changed.delete(id)) continue;
      const device = this.deps.device(id);
      if (device) this.put(row, device);
      else gone.add(row);
      await rest();
    }
    for (const id of changed) {
      const device = this.deps.device(id);
      if (device) this.put(this.size, device);
      await rest();
    }
    if (gone.size > 0) this.rows = without(this.rows, gone);
  }
}

/** The others, in columns of their own: a search may be under way in these. */
function without({ spelt, ...columns }: Rows, gone: ReadonlySet<number>): Rows {
  const stays = (_: unknown, row: number): boolean => !gone.has(row);
  const left = [...columns.ids.keys()].filter((row) => !gone.has(row));
  const moved = left.flatMap((row, now) => {
    const id = spelt.get(row);
    return id === undefined ? [] : [[now, id] as const];
  });
  return {
    ids: columns.ids.filter(stays),
    spelt: new Map(moved),
    names: columns.names.filter(stays),
    own: columns.own.filter(stays),
    products: columns.products.filter(stays),
    users: columns.users.filter(stays),
  };
}

/** Texts that many devices have in common, each once. */
class SharedTexts {
  private readonly texts: string[] = [];
  private readonly rows = new Map<string, number>();

  /** @param make the text that goes with the key */
  rowOf(key: string, make: () => string): number {
    let row = this.rows.get(key);
    if (row === undefined) {
      row = this.texts.push(make()) - 1;
      this.rows.set(key, row);
    }
    return row;
  }

  /** The score of a word in each of them, worked out once. */
  scores(word: SearchWord): (row: number) => number {
    const known = new Uint8Array(this.texts.length + 1).fill(unknown);
    return (row) => {
      const score = known[row] ?? unknown;
      if (score !== unknown) return score;
      return (known[row] = fieldsScore(this.texts[row] ?? '', word));
    };
  }
}

/** No score is that high. */
const unknown = bestScore + 1;
