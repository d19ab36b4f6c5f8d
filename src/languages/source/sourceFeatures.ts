import * as vscode from 'vscode';
import { uniqueDevices } from '../../base/deviceKey.js';
import { Disposable } from '../../base/lifecycle.js';
import { eachInSlices } from '../../base/timeSlicing.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { LinkedProducts, type LinkedProduct } from '../../model/source/linkedProducts.js';
import type { PlacedSite, PointSite, SourceFacts } from '../../model/source/pointSite.js';
import type { MacroNumbers } from '../../model/source/sourcePoints.js';
import { sourceProblems } from '../../model/source/sourceProblems.js';
import type { PointArg } from '../../platform/commands/commandArgs.js';
import { pointHover, unlinkedHover } from './pointHover.js';
import { sourceCompletions } from './sourceCompletions.js';
import { quickFix, rangeOf, SourceDiagnostic } from './sourceDiagnostics.js';
import type { SourceDeps } from './sourceDeps.js';
import { SourceLenses, type LensSource } from './sourceLenses.js';
import { SourceProducts, type SourceProduct } from './sourceProducts.js';
import { WorkspaceFirmware, type PlacedFile } from './workspaceFirmware.js';

/** A person who types isn't told of every half-written number. */
const settleMs = 400;
const placesAtMost = 2_000;

/** The products that source is linked to, and their devices. */
export interface LinkedDevices {
  readonly products: readonly LinkedProduct[];
  /** Some of them, where there are many. */
  readonly devices: readonly DeviceRef[];
}

interface Looked {
  readonly facts: SourceFacts;
  readonly placed: PlacedFile;
  readonly macros: MacroNumbers;
}

type Here = readonly [document: vscode.TextDocument, position: vscode.Position, signal: AbortSignal];

/** Data points in source: what hovers, completions, definitions, problems and lenses are made of. */
export class SourceFeatures extends Disposable {
  private readonly firmware = this._register(new WorkspaceFirmware());
  readonly links: LinkedProducts;
  readonly lenses: SourceLenses;
  private readonly problems = this._register(vscode.languages.createDiagnosticCollection('tuya'));
  private readonly shown = new Map<string, readonly SourceDiagnostic[]>();
  private readonly settling = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly facts = new WeakMap<
    vscode.TextDocument,
    { version: number; index: number; facts: SourceFacts | undefined }
  >();
  private readonly ended = new AbortController();
  private products: SourceProducts | undefined;

  constructor(private readonly deps: SourceDeps) {
    super();
    this.links = this._register(new LinkedProducts(deps.workspaceState));
    this.lenses = this._register(new SourceLenses((document, signal) => this.lensSource(document, signal)));
    this._register({
      dispose: () => {
        this.ended.abort();
        for (const timer of this.settling.values()) clearTimeout(timer);
      },
    });
    const again = (): void => this.checkAll();
    this._register(this.links.onDidChange(again));
    this._register(this.firmware.onDidChange(again));
  }

  async hover(...[document, position, signal]: Here): Promise<vscode.Hover | undefined> {
    const site = this.siteAt(document, position);
    if (!site) return undefined;
    const { placed, macros, facts } = await this.look(document, signal);
    const dpId = numberOf(site, macros);
    const product = await this.productOf(document, facts, placed);
    const range = rangeOf(document, site);
    // A macro that no header defines and no product knows may be anybody's.
    if (!product) return dpId === undefined ? undefined : new vscode.Hover(unlinkedHover(site, dpId), range);
    const core = await this.deps.core.get();
    const point = product.points?.of(site, macros);
    if (!point && dpId === undefined) return undefined;
    return new vscode.Hover(pointHover(core, site, dpId, product, point), range);
  }

  async complete(...[document, position, signal]: Here): Promise<vscode.CompletionItem[] | undefined> {
    const facts = this.factsOf(document);
    if (!facts) return undefined;
    const { placed, macros } = await this.look(document, signal);
    const product = await this.productOf(document, facts, placed);
    return sourceCompletions(document, position, facts, macros, product?.points);
  }

  /** Where a macro gets its number, or where a file says what a number is. */
  definition(...here: Here): Promise<vscode.Location[] | undefined> {
    return this.placesOf(here, ({ role }) => role === 'definition');
  }

  references(...here: Here): Promise<vscode.Location[] | undefined> {
    return this.placesOf(here, () => true);
  }

  fixes(document: vscode.TextDocument, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
    const shown = this.shown.get(document.uri.toString()) ?? [];
    return shown.flatMap((each) => {
      const given = diagnostics.find(({ range, code }) => code === each.code && range.isEqual(each.range));
      const fix = given && quickFix(document, given, each.problem);
      return fix ? [fix] : [];
    });
  }

  /**
   * The devices known of the products that a person linked a folder to, or something in it; undefined where nothing of
   * it is linked. A product's id that only stands in a file is nobody's word.
   */
  async linkedDevices(folder: string): Promise<LinkedDevices | undefined> {
    const linked = this.links.within(folder);
    if (linked.length === 0) return undefined;
    const { projects, fleet } = await this.deps.core.get();
    const products = await this.productsKnown();
    const found: DeviceRef[] = [];
    for (const { id } of projects.list())
      for (const { productId, projectId = id } of linked) {
        if (projectId !== id) continue;
        // What an earlier window read of the fleet stands in a file.
        await fleet.restored(id);
        found.push(...(await products.devices(id, productId)).some);
      }
    return { products: linked, devices: uniqueDevices(found) };
  }

  /** Every place in the workspace that names this data point of a device. */
  async placesOfPoint({ projectId, deviceId, code }: PointArg): Promise<vscode.Location[]> {
    const core = await this.deps.core.get();
    const productId = core.devices.device({ projectId, deviceId })?.value.productId;
    if (productId === undefined || productId === '') return [];
    const { points } = await core.productModels.kept({ projectId, productId });
    const point = points.get(code);
    const found: vscode.Location[] = [];
    for (const { index, folder } of await this.firmware.all()) {
      const isSame = (site: PointSite, macros: MacroNumbers): boolean =>
        site.code === undefined
          ? point?.dpId !== undefined && numberOf(site, macros) === point.dpId
          : site.code === code;
      await eachInSlices(index.allFiles(), (path) => {
        const uri = vscode.Uri.joinPath(folder, path);
        const linked = this.links.of(uri.toString());
        if ((linked?.productId ?? index.productOfKnown(path)?.productId) !== productId) return;
        for (const site of index.places(path, isSame))
          if (found.length < placesAtMost) found.push(locationOf(uri, site));
      });
    }
    return found;
  }

  /** Whether a document that is open names data points. */
  get hasFirmware(): boolean {
    return this.shown.size > 0;
  }

  /** A document was opened, or has changed. */
  follow(document: vscode.TextDocument): void {
    const address = document.uri.toString();
    clearTimeout(this.settling.get(address));
    this.settling.set(
      address,
      setTimeout(() => {
        this.settling.delete(address);
        void this.check(document).catch(() => undefined);
      }, settleMs),
    );
  }

  forget(document: vscode.TextDocument): void {
    const address = document.uri.toString();
    clearTimeout(this.settling.get(address));
    this.settling.delete(address);
    this.shown.delete(address);
    this.problems.delete(document.uri);
    this.lenses.forget(document);
    this.firmware.closed(document);
  }

  private checkAll(): void {
    for (const document of vscode.workspace.textDocuments)
      if (this.shown.has(document.uri.toString())) this.follow(document);
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    if (document.isClosed || this.isDisposed) return;
    const address = document.uri.toString();
    const own = this.factsOf(document);
    if (!own) {
      if (this.shown.delete(address)) this.problems.delete(document.uri);
      return;
    }
    const { version } = document;
    this.shown.set(address, this.shown.get(address) ?? []);
    const { placed, macros, facts } = await this.look(document, this.ended.signal);
    const product = await this.productOf(document, facts, placed);
    if (document.isClosed || document.version !== version || this.isDisposed) return;
    const found = sourceProblems(facts, macros, product?.points).map(
      (problem) => new SourceDiagnostic(document, problem),
    );
    this.shown.set(address, found);
    this.problems.set(document.uri, found);
  }

  /** Once a version: a file is asked about at every move of the mouse. */
  private factsOf(document: vscode.TextDocument): SourceFacts | undefined {
    const known = this.facts.get(document);
    const { version } = document;
    const index = this.firmware.versionAt(document.uri);
    // A header may have become firmware since: its project was read.
    if (known?.version === version && (known.facts || known.index === index)) return known.facts;
    const facts = this.firmware.facts(document);
    this.facts.set(document, { version, index, facts });
    return facts;
  }

  private siteAt(document: vscode.TextDocument, position: vscode.Position): PointSite | undefined {
    const offset = document.offsetAt(position);
    const isHere = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
      start <= offset && offset <= end;
    return this.factsOf(document)?.sites.find((site) => isHere(site) || (site.number && isHere(site.number)));
  }

  private async look(document: vscode.TextDocument, signal: AbortSignal): Promise<Looked> {
    const placed = await this.firmware.among(document, signal);
    const facts = this.factsOf(document) ?? { kind: 'c', sites: [], products: [] };
    return { facts, placed, macros: placed.index.macros(placed.path, facts) };
  }

  private async productOf(
    { uri }: vscode.TextDocument,
    facts: SourceFacts,
    placed: PlacedFile,
  ): Promise<SourceProduct | undefined> {
    return (await this.productsKnown()).of(uri, facts, placed);
  }

  private async productsKnown(): Promise<SourceProducts> {
    const core = await this.deps.core.get();
    if (!this.products) {
      this.products = new SourceProducts(core, this.links);
      this._register(core.productModels.onDidChange(() => this.checkAll()));
      this._register(core.projects.onDidChange(() => this.checkAll()));
    }
    return this.products;
  }

  private async placesOf(
    [document, position, signal]: Here,
    isMeant: (site: PointSite) => boolean,
  ): Promise<vscode.Location[] | undefined> {
    const site = this.siteAt(document, position);
    if (!site) return undefined;
    const { placed, macros } = await this.look(document, signal);
    const dpId = numberOf(site, macros);
    const isSame = (other: PointSite, others: MacroNumbers): boolean =>
      dpId === undefined
        ? (site.macro !== undefined && other.macro === site.macro) ||
          (site.code !== undefined && other.code === site.code)
        : numberOf(other, others) === dpId;
    const found: vscode.Location[] = [];
    const { index, path: own, folder } = placed;
    const look = (path: string): void => {
      const uri = path === own ? document.uri : vscode.Uri.joinPath(folder, path);
      for (const each of index.places(path, isSame))
        if (isMeant(each) && found.length < placesAtMost) found.push(locationOf(uri, each));
    };
    await eachInSlices(index.sameProject(own), look, signal);
    return found;
  }

  private async lensSource(
    document: vscode.TextDocument,
    signal: AbortSignal,
  ): Promise<LensSource | undefined> {
    if (!this.factsOf(document)) return undefined;
    const { placed, macros, facts } = await this.look(document, signal);
    const product = await this.productOf(document, facts, placed);
    if (!product?.points) return undefined;
    const { points } = product;
    const hasDefinitions = facts.sites.some(({ role }) => role === 'definition');
    const sites = facts.sites.flatMap((site) => {
      const point = points.of(site, macros);
      const isShown = hasDefinitions ? site.role === 'definition' : site.number !== undefined;
      return point && isShown ? [{ site, point }] : [];
    });
    return { core: await this.deps.core.get(), product, sites };
  }
}

function numberOf({ dpId, macro }: PointSite, macros: MacroNumbers): number | undefined {
  return dpId ?? (macro === undefined ? undefined : macros.get(macro));
}

function locationOf(uri: vscode.Uri, { line, column, start, end }: PlacedSite): vscode.Location {
  return new vscode.Location(uri, new vscode.Range(line, column, line, column + end - start));
}
