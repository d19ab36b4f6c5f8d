// Started by run.mjs: prints how often type, scale and unit of a data point are read right, without a call and with one.
import { base64Bytes } from '../../src/model/values/base64.js';
import { decodeValue } from '../../src/model/values/decodeValue.js';
import { shownText } from '../../src/model/values/shownText.js';
import { numberReading, type NumberReading } from '../../src/model/values/usualPoints.js';
import { schemaModel } from './schemaModel.js';
import { readSchemas, type SchemaPoint } from './schemas.js';

type ReadNumber = (code: string, value: number) => NumberReading | undefined;

const [, , path = '', from = ''] = process.argv;
const products = await readSchemas(path);
const points = products.flat();
const raws = points.filter(({ type }) => type === 'raw');
const numbers = points.filter(({ type }) => type === 'value');

console.log(
  `${products.length} products, ${points.length} data points, ${raws.length} raw, ${numbers.length} numbers (${from})`,
);

const random = seeded(1);
const reports = 20;
const looksRaw = (_: string, value: string): boolean => base64Bytes(value) !== undefined;
const isBinary = (code: string, value: string): boolean => decodeValue({ code, value }).kind === 'binary';
console.log(`\nRaw or not, right in each of ${reports} reports`);
judgeType('before, by how a value looks', looksRaw);
judgeType('now, by its code', isBinary);

const before = new Map([
  ['cur_voltage', { scale: 1, unit: 'V' }],
  ['cur_power', { scale: 1, unit: 'W' }],
  ['cur_current', { scale: 0, unit: 'mA' }],
  ['battery_percentage', { scale: 0, unit: '%' }],
]);
// A value in the middle of what the product allows; mains is 230 V wherever it fits.
judgeNumbers('before: four codes, all assumed', (code) => {
  const reading = before.get(code);
  return reading && { ...reading, assumed: { agreeing: 0, products: 0 } };
});
judgeNumbers('now', numberReading);
judgeModels();

/** With one call for each product: a report of every data point, read by what its own product says. */
function judgeModels(): void {
  const seen = points.map((point) => {
    const reports = reportsOf(point);
    const read = reports.map(({ value }) => decodeValue({ code: point.code, value }, schemaModel(point)));
    return {
      point,
      isType: read.every(({ kind, isOutside }, index) => !isOutside && kind === reports[index]?.kind),
      isCertain: read.every(({ shown }) => !shown?.assumed),
      isText: read.every((one, index) => isShown(shownText(one), reports[index]?.text)),
    };
  });
  const ofNumbers = seen.filter(({ point }) => point.type === 'value');
  const ofBits = seen.filter(({ point }) => point.type === 'bitmap');
  console.log('\nWith one call for each product');
  share('type right, and no report outside', seen.filter(({ isType }) => isType).length, seen.length);
  const right = seen.filter(({ point, isType }) => point.type === 'raw' && isType);
  share('  of the raw ones', right.length, raws.length);
  const certain = ofNumbers.filter(({ isCertain }) => isCertain);
  share('scale and unit shown as certain', certain.length, ofNumbers.length);
  share('  of these wrong', certain.filter(({ isText }) => !isText).length, certain.length);
  share('bits by their labels', ofBits.filter(({ isText }) => isText).length, ofBits.length);
}

interface Report {
  readonly value: unknown;
  readonly kind: string;
  /** As it has to be shown; absent where that is none of these questions. */
  readonly text?: string;
}

/** A countdown may be told in hours, too. */
function isShown(text: string, expected: string | undefined): boolean {
  return expected === undefined || text === expected || text.startsWith(`${expected} (`);
}

function reportsOf(point: SchemaPoint): readonly Report[] {
  const { type, said, scale, min, max } = point;
  switch (type) {
    case 'value': {
      const likely = Math.min(Math.max(likelyValue(point), min), max);
      const value = Number.isSafeInteger(likely) ? likely : likelyValue(point);
      const unit = said.unit ? ` ${said.unit}` : '';
      return [
        { value, kind: 'number', text: `${(value / 10 ** scale).toFixed(Math.min(scale, 100))}${unit}` },
      ];
    }
    case 'bool':
      return [{ value: true, kind: 'boolean', text: 'true' }];
    case 'enum':
      return (said.range ?? []).map((value) => ({ value, kind: 'text', text: value }));
    case 'raw': {
      const bytes = someBytes(Number(said.maxlen) || undefined);
      return [{ value: bytes, kind: 'binary' }];
    }
    case 'bitmap':
      return (said.label ?? []).map((label, bit) => ({ value: 2 ** bit, kind: 'number', text: label }));
    default:
      return [{ value: 'on', kind: 'text', text: 'on' }];
  }
}

function judgeNumbers(when: string, read: ReadNumber): void {
  const seen = numbers.map((point) => ({ point, reading: read(point.code, likelyValue(point)) }));
  const shown = seen.filter(({ reading }) => reading !== undefined);
  const certain = shown.filter(({ reading }) => !reading?.assumed);
  const assumed = shown.filter(({ reading }) => reading?.assumed);
  console.log(`\nScale and unit, ${when}`);
  share('as they are, a plain number included', seen.filter(isRight).length, numbers.length);
  share('shown as certain', certain.length, numbers.length);
  share('  of these wrong', certain.filter((one) => !isRight(one)).length, certain.length);
  share('shown as assumed', assumed.length, numbers.length);
  share('  of these wrong', assumed.filter(isWrong).length, assumed.length);
}

interface Seen {
  readonly point: SchemaPoint;
  readonly reading: NumberReading | undefined;
}

function isRight({ point, reading }: Seen): boolean {
  return point.scale === (reading?.scale ?? 0) && point.unit === (reading?.unit ?? '');
}

/** A product that names no unit doesn't contradict one. */
function isWrong({ point, reading }: Seen): boolean {
  return point.scale !== reading?.scale || (point.unit !== '' && point.unit !== (reading.unit ?? ''));
}

function likelyValue({ unit, scale, min, max }: SchemaPoint): number {
  if (unit === 'V' && max >= 230 * 10 ** scale) return 230 * 10 ** scale;
  const [low, high] = [Number.isFinite(min) ? min : 0, Number.isFinite(max) ? max : 100];
  return low <= 0 && high >= 0 ? Math.round(high / 2) : Math.round((low + high) / 2);
}

/** Counts a data point whose reports are all told right: a raw one that is now bytes and now text is wrong. */
function judgeType(name: string, read: (code: string, value: string) => boolean): void {
  const right = points.filter(({ code, type }) =>
    Array.from({ length: reports }, () => (type === 'raw' ? someBytes() : `${code} on`)).every(
      (value) => read(code, value) === (type === 'raw'),
    ),
  );
  share(name, right.length, points.length);
  share('  of the raw ones', right.filter(({ type }) => type === 'raw').length, raws.length);
}

/** 3 to 48, half of them zero: what devices send are small numbers mostly. */
function someBytes(most = 48): string {
  const bytes = Array.from({ length: Math.min(most, 3 + (random() % 46)) }, () =>
    random() & 1 ? 0 : random() & 255,
  );
  return Buffer.from(bytes).toString('base64');
}

/** The same numbers in every run, 0 to 2^23. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) >> 8;
}

function share(name: string, part: number, whole: number): void {
  const percent = whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;
  console.log(`  ${name.padEnd(40)} ${percent.padStart(8)}  ${part} of ${whole}`);
}
