import { ApiError } from './apiError.js';

/** How some clients write a list. */
const indexed = /\[\d*\]$/;

interface Limits {
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
}

/** Reads the query of one call, as strictly as the page allows. An empty value counts as none. */
export class Parameters {
  /** @throws ApiError 1109 for a name the call doesn't know, so that a misspelled one is found. */
  constructor(
    private readonly values: ReadonlyMap<string, string>,
    known: readonly string[],
  ) {
    for (const name of values.keys()) {
      if (!known.includes(name.replace(indexed, ''))) throw new ApiError(1109, `param is illegal: ${name}`);
    }
  }

  has(name: string): boolean {
    return this.text(name) !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    return value === '' ? undefined : value;
  }

  /** @throws ApiError 1100 */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new ApiError(1100, `param is empty: ${name}`);
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const choice = choices.find((each) => each === value);
    if (choice === undefined) throw new ApiError(1109, `param is illegal: ${name}`);
    return choice;
  }

  integer(name: string, limits: Limits = {}): number | undefined {
    const value = limits.required ? this.requiredText(name) : this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(value)) throw new ApiError(1109, `param is illegal: ${name}`);
    const number = Number(value);
    if (number < (limits.min ?? -Infinity) || number > (limits.max ?? Infinity)) {
      throw new ApiError(1101, `param range error: ${name}`);
    }
    return number;
  }

  /** Values separated by commas, or one by one as `name[0]`, `name[1]` … */
  list(name: string, limits: Limits = {}): string[] | undefined {
    const joined = this.text(name) ?? this.joined(name);
    const value = limits.required ? (joined ?? this.requiredText(name)) : joined;
    if (value === undefined) return undefined;
    const items = value.split(',').map((item) => item.trim());
    if (items.includes('')) throw new ApiError(1109, `param is illegal: ${name}`);
    if (items.length > (limits.max ?? Infinity)) throw new ApiError(1101, `param range error: ${name}`);
    return items;
  }

  private joined(name: string): string | undefined {
    const values = [...this.values].filter(([key]) => indexed.test(key) && key.replace(indexed, '') === name);
    return values.length === 0 ? undefined : values.map(([, value]) => value).join(',');
  }

  /** An epoch time of exactly that many digits: 10 for seconds, 13 for milliseconds. */
  time(name: string, digits: 10 | 13): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^\d+$/.test(value) || value.length !== digits) {
      throw new ApiError(1109, `param is illegal: ${name} must have ${digits} digits`);
    }
    return Number(value);
  }

  /** `page_no` and `page_size`, both mandatory. */
  page(): { pageNo: number; pageSize: number } {
    const pageNo = this.integer('page_no', { required: true, min: 1 });
    const pageSize = this.integer('page_size', { required: true, min: 1, max: 100 });
    return { pageNo: pageNo ?? 1, pageSize: pageSize ?? 20 };
  }
}
