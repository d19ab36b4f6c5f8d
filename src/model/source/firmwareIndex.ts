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

/**
 * The firmware files of one folder of the workspace, by their paths in it: which macros are which numbers, which product a
 * file is for, where a data point stands. What belongs together is told by how near two files are.
 */
export class FirmwareIndex {
  private readonly files = new Map<string, SourceFacts>();
  /** C files that only their project can tell to be firmware, until it is known. */
  private readonly waiting = new Map<string, string>();
  /** The headers that each firmware file includes, by their names alone. */
  private readonly includes = new Map<string, ReadonlySet<string>>();
  private readonly projects = new Set<string>();

  /** @param path in the folder, with `/` */
  put(path: string, text: string): void {
    this.noteProject(path);
    const facts = this.read(path, text);
    this.files.delete(path);
    this.waiting.delete(path);
    this.includes.delete(path);
    if (facts) this.take(path, text, facts);
    else if (/\bDPID_/u.test(text) && text.length <= sourceAtMost) this.waiting.set(path, text);
    if (facts?.kind === 'c') this.settle();
  }

  remove(path: string): void {
    this.files.delete(path);
    this.waiting.delete(path);
    this.includes.delete(path);
    if (projectFiles.test(path)) this.projects.delete(folderOf(path));
  }

  /** A file that is only known to be there. */
  noteProject(path: string): void {
    if (projectFiles.test(path)) this.projects.add(folderOf(path));
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

  /** As the nearest header defines each. */
  macros(path: string, own: SourceFacts | undefined): MacroNumbers {
    const found = new Map<string, { readonly dpId: number; readonly nearness: number }>();
    const take = (sites: readonly PointSite[], nearness: number): void => {
      for (const { role, macro, dpId } of sites) {
        if (role !== 'definition' || macro === undefined || dpId === undefined) continue;
        const known = found.get(macro);
        if (!known || known.nearness < nearness) found.set(macro, { dpId, nearness });
      }
    };
    for (const [other, facts] of this.sameProject(path)) take(facts.sites, nearness(path, other));
    if (own) take(own.sites, Number.POSITIVE_INFINITY);
    return new Map([...found].map(([macro, { dpId }]) => [macro, dpId]));
  }

  /** Named by the file itself, or by the nearest file of its project; undefined where two are equally near. */
  product(path: string, own: SourceFacts | undefined): NamedProduct | undefined {
    const first = own?.products[0];
    if (first) return isAlone(own.products) ? { productId: first.productId, path } : undefined;
    if (own?.kind !== 'c') return undefined;
    let best: NamedProduct | undefined;
    let bestNearness = -1;
    let isUnsure = false;
    for (const [other, { products, kind }] of this.sameProject(path)) {
      const productId = products[0]?.productId;
      const near = nearness(path, other);
      const isFirmware = kind === 'c' || kind === 'tuyaOpenProject' || kind === 'tuyaOpenModel';
      if (productId === undefined || !isFirmware || near < bestNearness || !isAlone(products)) continue;
      if (near === bestNearness) {
        isUnsure ||= productId !== best?.productId;
        continue;
      }
      [best, bestNearness, isUnsure] = [{ productId, path: other }, near, false];
    }
    return isUnsure ? undefined : best;
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

  /** Every place that names this data point, in the files of the same project. */
  *places(
    path: string,
    is: (site: PointSite, macros: MacroNumbers) => boolean,
  ): Generator<{ readonly path: string; readonly site: PlacedSite }> {
    const files = new Map([...this.sameProject(path)]);
    const own = this.files.get(path);
    if (own) files.set(path, own);
    for (const [each, facts] of files) {
      const macros = this.macros(each, facts);
      for (const site of facts.sites) if (is(site, macros)) yield { path: each, site };
    }
  }

  *allPlaces(
    is: (path: string, site: PointSite, macros: MacroNumbers) => boolean,
  ): Generator<{ readonly path: string; readonly site: PlacedSite }> {
    for (const [path, facts] of this.files) {
      const macros = this.macros(path, facts);
      for (const site of facts.sites) if (is(path, site, macros)) yield { path, site };
    }
  }

  private *sameProject(path: string): Generator<readonly [string, SourceFacts]> {
    for (const [other, facts] of this.files)
      if (other !== path && !this.isOtherProject(path, other)) yield [other, facts];
  }

  /** Below what two files share, one stands in a project of its own. */
  private isOtherProject(a: string, b: string): boolean {
    const shared = nearness(a, b);
    return this.isInProject(a, shared) || this.isInProject(b, shared);
  }

  private isInProject(path: string, from: number): boolean {
    const folders = folderOf(path).split('/').filter(Boolean);
    return folders.some((_, at) => at >= from && this.projects.has(folders.slice(0, at + 1).join('/')));
  }

  /** Files that waited for those that include them; one that is known now may make others known. */
  private settle(): void {
    let found = true;
    while (found) {
      found = false;
      for (const [path, text] of this.waiting) {
        const facts = this.read(path, text);
        if (!facts) continue;
        this.waiting.delete(path);
        this.take(path, text, facts);
        found = true;
      }
    }
  }

  private take(path: string, text: string, facts: SourceFacts): void {
    this.files.set(path, facts);
    if (facts.kind === 'c') this.includes.set(path, includesOf(text));
  }

  /** A header says nothing of Tuya; who includes it does. So does a file that includes such a header. */
  private isOfFirmware(path: string, text: string): boolean {
    const own = includesOf(text);
    const name = nameOf(path);
    for (const [other, includes] of this.includes)
      if ((includes.has(name) || own.has(nameOf(other))) && !this.isOtherProject(path, other)) return true;
    return false;
  }
}

/** How many folders two files share. */
function nearness(a: string, b: string): number {
  const [ofA, ofB] = [folderOf(a).split('/'), folderOf(b).split('/')];
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
