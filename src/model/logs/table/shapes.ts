import type { LogEntry } from '../../../tuya/results.js';
import { growArray } from './growArray.js';
import { Interner } from './interner.js';

const smallest = 64;
const span = 1024;

/**
 * What rows have in common: device, type, source and code. A log has few of these, so that what is to be found out about
 * them is found out once. A number can get another shape once no row has it: its stamp changes then.
 */
export class Shapes {
  device = new Uint16Array(smallest);
  type = new Float64Array(smallest);
  private source = new Uint32Array(smallest);
  private code = new Uint32Array(smallest);
  private uses = new Int32Array(smallest);
  /** By number. The column is another one after it has grown. */
  stamps = new Uint32Array(smallest);
  /** How often a number was used again. */
  reused = 0;
  private readonly sources = new Interner();
  private readonly codes = new Interner();
  private readonly numbers = new Map<number | string, number>();
  private used = 0;
  private free: number[] = [];

  sourceOf(shape: number): string | undefined {
    return this.sources.text(this.source[shape] ?? 0);
  }

  codeOf(shape: number): string | undefined {
    return this.codes.text(this.code[shape] ?? 0);
  }

  /** Undefined for a shape that no row has. */
  find(device: number, { eventId, eventFrom, code }: LogEntry): number | undefined {
    const [source, known] = [this.sources.find(eventFrom), this.codes.find(code)];
    return source === undefined || known === undefined
      ? undefined
      : this.numbers.get(keyOf(device, eventId, source, known));
  }

  /** One row more. */
  take(device: number, { eventId, eventFrom, code }: LogEntry): number {
    const source = this.sources.take(eventFrom);
    const known = this.codes.take(code);
    const key = keyOf(device, eventId, source, known);
    const shape = this.numbers.get(key) ?? this.add(key, device, eventId, source, known);
    this.uses[shape] = (this.uses[shape] ?? 0) + 1;
    return shape;
  }

  /** One row less. */
  release(shape: number): void {
    const [source, code] = [this.source[shape] ?? 0, this.code[shape] ?? 0];
    this.sources.release(source);
    this.codes.release(code);
    const uses = (this.uses[shape] ?? 0) - 1;
    this.uses[shape] = uses;
    if (uses > 0) return;
    this.numbers.delete(keyOf(this.device[shape] ?? 0, this.type[shape] ?? 0, source, code));
    this.free.push(shape);
  }

  private add(key: number | string, device: number, type: number, source: number, code: number): number {
    const free = this.free.pop();
    if (free !== undefined) this.reused++;
    const shape = free ?? this.used++;
    if (shape >= this.type.length) this.grow(shape + 1);
    this.numbers.set(key, shape);
    this.device[shape] = device;
    this.type[shape] = type;
    this.source[shape] = source;
    this.code[shape] = code;
    this.stamps[shape] = (this.stamps[shape] ?? 0) + 1;
    return shape;
  }

  private grow(length: number): void {
    this.device = growArray(this.device, length);
    this.type = growArray(this.type, length);
    this.source = growArray(this.source, length);
    this.code = growArray(this.code, length);
    this.uses = growArray(this.uses, length);
    this.stamps = growArray(this.stamps, length);
  }
}

/** Numbers make the quicker keys; they hold all that a cloud ever sent. */
function keyOf(device: number, type: number, source: number, code: number): number | string {
  const isSmall = device < span && source < span && code < span * span && type >= 0 && type < span;
  return isSmall && Number.isInteger(type)
    ? ((code * span + source) * span + device) * span + type
    : `${device} ${type} ${source} ${code}`;
}
