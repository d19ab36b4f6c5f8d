import type { PointModel } from '../values/pointModel.js';
import { codeOfMacro } from './macroCode.js';
import type { PointSite } from './pointSite.js';

/** What a product's data points are, as source asks for them: by number, by code, by macro. */
export class SourcePoints {
  private readonly byId = new Map<number, PointModel>();
  private readonly byCode = new Map<string, PointModel>();
  /** Whether the model numbers all of its data points: only then is a number that it hasn't none of its. */
  readonly isComplete: boolean;

  constructor(readonly all: readonly PointModel[]) {
    for (const point of all) {
      if (point.dpId !== undefined && !this.byId.has(point.dpId)) this.byId.set(point.dpId, point);
      this.byCode.set(point.code.toLowerCase(), point);
    }
    this.isComplete = all.length > 0 && all.every(({ dpId }) => dpId !== undefined);
  }

  withId(dpId: number): PointModel | undefined {
    return this.byId.get(dpId);
  }

  withCode(code: string): PointModel | undefined {
    return this.byCode.get(code.toLowerCase());
  }

  /**
   * The data point that a place in source means: by its number, where one is known, then by its code; by a macro's name
   * only where nobody says which number it has.
   */
  of(
    { dpId, code, macro }: Pick<PointSite, 'dpId' | 'code' | 'macro'>,
    macros: MacroNumbers,
  ): PointModel | undefined {
    const number = dpId ?? (macro === undefined ? undefined : macros.get(macro));
    if (number !== undefined) return this.byId.get(number);
    return this.withCode(code ?? (macro === undefined ? '' : codeOfMacro(macro)));
  }
}

/** The number of each macro, as the project's headers define it. */
export type MacroNumbers = ReadonlyMap<string, number>;
