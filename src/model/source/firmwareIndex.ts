import type { PlacedSite, PointSite, SourceFacts } from './pointSite.js';
import { readSource, sourceAtMost } from './readSource.js';
import type { MacroNumbers } from './sourcePoints.js';

/** A product id, and the file that names it. */
export interface NamedProduct {
  readonly productId: string;
  readonly path: string;
}

/** A file that only the folder of a whole project has. */
const projectFiles =
  /(?:^|\/)(?:tuyaopen\.project\.ini|platformio\.ini|sdkconfig|autoexec\.bat|[^/]+\.ino)$/u;

/** A file that waits for the project to say whether it is firmware. */
interface Waiting {
  readonly text: string;
  readonly includes: ReadonlySet<string>;
}

/** What the files of one folder have from those around it. */
interface Surroundings {
  readonly macros: MacroNumbers;
  readonly product: NamedProduct | undefined;
}

/**
 * The firmware files of one folder of the workspace, by their paths in it: which macros are which numbers, which product a
 * file is for, where a data point stands. What belongs together is told by how near two files are.
 */
export class FirmwareIndex {
  private readonly files = new Map<string, SourceFacts>();
  /** C files that only their project can tell to be firmware, until it is known. */
  private readonly waiting = new Map<string, Waiting>();
  /** The headers that each firmware file includes, by their names alone. */
  private readonly includes = new Map<string, ReadonlySet<string>>();
  private readonly projects = new Set<string>();
  /** By folder; found anew after every change. */
  private readonly surroundings = new Map<string, Surroundings>();
  private changes = 0;

  /** Another number after every change: what was read before may be read otherwise now. */
  get version(): number {
    return this.changes;
  }

  /** @param path in the folder, with `/` */
  put(path: string, text: string): void {
    this.noteProject(path);
    const facts = this.read(path, text);
    this.forget(path);
    if (facts) this.take(path, text, facts);
    else if (/\bDPID_/u.test(text) && text.length <= sourceAtMost)
      this.waiting.set(path, { text, includes: includesOf(text) });
  }

  remove(path: string): void {
    this.forget(path);
    if (projectFiles.test(path) && this.projects.delete(folderOf(path))) this.hasChanged();
  }

  /** A file that is only known to be there. */
  noteProject(path: string): void {
    if (!projectFiles.test(path) || this.projects.has(folderOf(path))) return;
    this.projects.add(folderOf(path));
    this.hasChanged();
  }

  /** What a file is, also one that isn't in the index, as it is being written. */
  read(path: string, text: string): SourceFacts | undefined {
    return (
      readSource(path, text) ?? (this.isOfFirmware(path, text) ? readSource(path, text, true) : undefined)
    );
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** As the nearest header defines each; without those that equally near ones define as different numbers. */
  macros(path: string, own: SourceFacts | undefined): MacroNumbers {
    const { macros } = this.around(path);
    const defined = numbersOf(own?.sites ?? []);
    if (defined.size === 0) return macros;
    const all = new Map(macros);
    for (const [macro, dpId] of defined)
      if (dpId === undefined) all.delete(macro);
      else all.set(macro, dpId);
    return all;
  }

  /** Named by the file itself, or by the nearest file of its project; undefined where two are equally near. */
  product(path: string, own: SourceFacts | undefined): NamedProduct | undefined {
    const first = own?.products[0];
    if (first) return isAlone(own.products) ? { productId: first.productId, path } : undefined;
    return own?.kind === 'c' ? this.around(path).product : undefined;
  }

  /** {@link product}, of a file that is in the index. */
  productOfKnown(path: string): NamedProduct | undefined {
    return this.product(path, this.files.get(path));
  }

  /** Files that describe the data points of a product for another tool. */
  *describing(productId: string): Generator<string> {
    for (const [path, { kind, products }] of this.files) {
      if (kind !== 'tuyaOpenModel' && kind !== 'tuyaLocal' && kind !== 'tinytuya') continue;
      if (products.some((each) => each.productId === productId)) yield path;
    }
  }

  /** The files of the same project, this one too. */
  *sameProject(path: string): Generator<string> {
    const nearnessOf = this.nearnessFrom(folderOf(path));
    for (const other of this.files.keys()) if (nearnessOf(other) !== undefined) yield other;
  }

  *allFiles(): Generator<string> {
    yield* this.files.keys();
  }

  /** Every place in one file that names this data point. */
  places(path: string, is: (site: PointSite, macros: MacroNumbers) => boolean): readonly PlacedSite[] {
    const facts = this.files.get(path);
    if (!facts) return [];
    const macros = this.macros(path, facts);
    return facts.sites.filter((site) => is(site, macros));
  }

  private around(path: string): Surroundings {
    const folder = folderOf(path);
    let known = this.surroundings.get(folder);
    if (!known) {
      known = this.lookAround(folder);
      this.surroundings.set(folder, known);
    }
    return known;
  }

  private lookAround(folder: string): Surroundings {
    const nearnessOf = this.nearnessFrom(folder);
    const macros = new Map<string, { readonly dpId: number | undefined; readonly near: number }>();
    const best = { near: -1, product: undefined as NamedProduct | undefined, isUnsure: false };
    for (const [path, { sites, products, kind }] of this.files) {
      const near = nearnessOf(path);
      if (near === undefined) continue;
      for (const [macro, dpId] of numbersOf(sites)) {
        const known = macros.get(macro);
        if (!known || known.near < near) macros.set(macro, { dpId, near });
        else if (known.near === near && known.dpId !== dpId) macros.set(macro, { dpId: undefined, near });
      }
      const productId = products[0]?.productId;
      const isFirmware = kind === 'c' || kind === 'tuyaOpenProject' || kind === 'tuyaOpenModel';
      if (productId === undefined || !isFirmware || near < best.near || !isAlone(products)) continue;
      if (near === best.near) best.isUnsure ||= productId !== best.product?.productId;
      else Object.assign(best, { near, product: { productId, path }, isUnsure: false });
    }
    return {
      macros: new Map(
        [...macros].flatMap(([macro, { dpId }]) => (dpId === undefined ? [] : [[macro, dpId] as const])),
      ),
      product: best.isUnsure ? undefined : best.product,
    };
  }

  /** How near files are to a folder; undefined for those of other projects. Each folder is looked at once. */
  private nearnessFrom(folder: string): (path: string) => number | undefined {
    const known = new Map<string, number | undefined>();
    return (path) => {
      const other = folderOf(path);
      if (!known.has(other)) {
        const shared = nearness(folder, other);
        const isOther = this.isInProject(folder, shared) || this.isInProject(other, shared);
        known.set(other, isOther ? undefined : shared);
      }
      return known.get(other);
    };
  }

  /** Whether below what two files share a project begins. */
  private isInProject(folder: string, from: number): boolean {
    const folders = folder.split('/').filter(Boolean);
    return folders.some((_, at) => at >= from && this.projects.has(folders.slice(0, at + 1).join('/')));
  }

  private forget(path: string): void {
    const isKnown = this.files.delete(path);
    this.waiting.delete(path);
    this.includes.delete(path);
    if (isKnown) this.hasChanged();
  }

  private hasChanged(): void {
    this.changes++;
    this.surroundings.clear();
  }

  /** A file that is known now may make others known, and those again others. */
  private take(path: string, text: string, facts: SourceFacts): void {
    this.files.set(path, facts);
    this.hasChanged();
    if (facts.kind !== 'c') return;
    this.includes.set(path, includesOf(text));
    const known = [path];
    for (let each = known.pop(); each !== undefined; each = known.pop()) {
      const includes = this.includes.get(each);
      const nearnessOf = this.nearnessFrom(folderOf(each));
      for (const [other, waiting] of this.waiting) {
        const belongs = includes?.has(nameOf(other)) || waiting.includes.has(nameOf(each));
        if (!belongs || nearnessOf(other) === undefined) continue;
        this.waiting.delete(other);
        // Never another thing for others that include it: what isn't firmware here is of another SDK.
        const found = readSource(other, waiting.text, true);
        if (!found) continue;
        this.files.set(other, found);
        this.includes.set(other, waiting.includes);
        known.push(other);
      }
    }
  }

  /** A header says nothing of Tuya; who includes it does. So does a file that includes such a header. */
  private isOfFirmware(path: string, text: string): boolean {
    if (this.includes.size === 0) return false;
    const own = includesOf(text);
    const name = nameOf(path);
    const nearnessOf = this.nearnessFrom(folderOf(path));
    for (const [other, includes] of this.includes)
      if ((includes.has(name) || own.has(nameOf(other))) && nearnessOf(other) !== undefined) return true;
    return false;
  }
}

/** The number of each macro that a file defines; undefined where it has several, as in branches of `#if`. */
function numbersOf(sites: readonly PointSite[]): ReadonlyMap<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (const { role, macro, dpId } of sites) {
    if (role !== 'definition' || macro === undefined || dpId === undefined) continue;
    found.set(macro, !found.has(macro) || found.get(macro) === dpId ? dpId : undefined);
  }
  return found;
}

/** How many folders lie above both. */
function nearness(a: string, b: string): number {
  const [ofA, ofB] = [a.split('/'), b.split('/')];
  if (ofA[0] === '') return 0;
  let shared = 0;
  while (shared < ofA.length && ofA[shared] === ofB[shared]) shared++;
  return shared;
}

function includesOf(text: string): ReadonlySet<string> {
  const found = text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]{1,200})[">]/gmu);
  return new Set([...found].map(([, name = '']) => nameOf(name)));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function isAlone(products: readonly { readonly productId: string }[]): boolean {
  return new Set(products.map(({ productId }) => productId)).size === 1;
}
