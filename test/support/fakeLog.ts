import type { FromLogsPage } from '../../src/protocol/logRequests.js';
import type {
  LogCommandDto,
  LogItemDto,
  LogNoteDto,
  LogRowDetailsDto,
  LogRowDto,
  LogValueDto,
  LogWindowDto,
} from '../../src/protocol/logRows.js';
import type { LogsSnapshot } from '../../src/protocol/logs.js';

export const logStart = Date.UTC(2026, 10, 22, 6, 0, 0, 120);
const noteEvery = 4001;

type Params = FromLogsPage['requests'];

/**
 * A host's view of a log that was never read from anywhere: rows are made from their ids, which run on from first to
 * last, so that a million cost nothing and each row on screen can be told to be the right one.
 */
export class FakeLog {
  version = 1;
  first: number;
  last: number;
  arrived = 0;
  /** Ids of the rows a filter matches; it hides the others or, in mode `keep`, leaves them. */
  matches: ((id: number) => boolean) | undefined;
  mode: 'hide' | 'keep' = 'hide';
  /** Stands for the code, name and value of every row, where it is given. */
  private text: string | undefined;
  /** What of every row couldn't be read. */
  unread: LogRowDetailsDto['unread'];
  /** What was sent, and its reports, by the ids of their rows. */
  readonly commands = new Map<number, LogCommandDto>();
  /** The view as a list, where it isn't just all ids. */
  private list: readonly number[] | undefined;

  constructor(
    rows: number,
    readonly options: {
      readonly devices?: number;
      readonly stepMs?: number;
      readonly notes?: boolean;
      /** The id that all markers have, as those of a flash. */
      readonly flash?: string;
      /** Its product says what its data points are. */ readonly explained?: boolean;
    } = {},
  ) {
    this.first = 1_000_000;
    this.last = this.first + rows - 1;
  }

  get total(): number {
    return this.list?.length ?? this.last - this.first + 1;
  }

  insertAbove(rows: number): void {
    this.first -= rows;
    this.changed();
  }

  append(rows: number): void {
    this.last += rows;
    this.arrived += rows;
    this.changed();
  }

  filter(matches: ((id: number) => boolean) | undefined, mode: 'hide' | 'keep'): void {
    this.matches = matches;
    this.mode = mode;
    this.changed();
  }

  setText(text: string): void {
    this.text = text;
    this.changed();
  }

  idAt(index: number): number {
    return this.list?.[index] ?? this.first + index;
  }

  indexOf(id: number): number | undefined {
    const index = this.list ? this.list.indexOf(id) : id - this.first;
    return index >= 0 && index < this.total ? index : undefined;
  }

  timeOf(id: number): number {
    return logStart + (id - 1_000_000) * (this.options.stepMs ?? 1730);
  }

  window({ index, count, anchor }: Params['window']['params']): LogWindowDto {
    const anchorIndex = anchor && this.indexOf(anchor.id);
    const start = Math.max(0, anchor && anchorIndex !== undefined ? anchorIndex - anchor.before : index);
    const end = Math.min(this.total, start + count);
    const items = Array.from({ length: Math.max(0, end - start) }, (_, at) => this.item(start + at));
    return {
      version: this.version,
      total: this.total,
      arrived: this.arrived,
      start,
      items,
      ...(anchorIndex !== undefined && { anchorIndex }),
    };
  }

  step({ from, forward }: Params['step']['params']): Params['step']['result'] {
    const matches = Array.from({ length: this.total }, (_, index) => this.idAt(index)).filter((id) =>
      this.matches ? this.matches(id) : true,
    );
    const id = forward
      ? matches.find((own) => from === undefined || own > from)
      : matches.findLast((own) => from === undefined || own < from);
    if (id === undefined) return null;
    return { id, index: this.indexOf(id) ?? 0, ordinal: matches.indexOf(id) + 1 };
  }

  goTo(time: number, last = false): { index: number; id: number } | null {
    let found: { index: number; id: number } | null = null;
    for (let index = 0; index < this.total; index++) {
      const id = this.idAt(index);
      if (!last && this.timeOf(id) >= time) return { index, id };
      if (last && this.timeOf(id) <= time) found = { index, id };
    }
    return found;
  }

  linked(id: number): { index: number; id: number } | null {
    const key = this.commands.get(id)?.key;
    const other = [...this.commands].find(([its, command]) => its !== id && command.key === key)?.[0];
    const index = other === undefined ? undefined : this.indexOf(other);
    return other === undefined || index === undefined ? null : { index, id: other };
  }

  idsBetween(a: number, b: number): readonly number[] {
    const [from, to] = [this.indexOf(a) ?? 0, this.indexOf(b) ?? 0].sort((x, y) => x - y);
    const ids: number[] = [];
    for (let index = from ?? 0; index <= (to ?? 0); index++)
      if (this.item(index).kind === 'row') ids.push(this.idAt(index));
    return ids;
  }

  counts(): LogsSnapshot['counts'] {
    const counts = new Map<number, number>();
    for (let id = this.first; id <= Math.min(this.last, this.first + 999); id++)
      counts.set(this.type(id), (counts.get(this.type(id)) ?? 0) + 1);
    return [...counts].map(([type, count]) => ({ type, count }));
  }

  item(index: number): LogItemDto {
    const id = this.idAt(index);
    const item = this.note(id, index) ?? this.row(id, index);
    const { text } = this;
    if (text === undefined) return item;
    return item.kind === 'note'
      ? { ...item, text }
      : { ...item, code: text, name: text, from: text, value: { ...item.value, text: text.slice(0, 200) } };
  }

  private changed(): void {
    this.version++;
    const { matches } = this;
    this.list =
      matches && this.mode === 'hide'
        ? Array.from({ length: this.last - this.first + 1 }, (_, at) => this.first + at).filter(matches)
        : undefined;
  }

  private row(id: number, index: number): LogRowDto {
    const command = this.commands.get(id);
    const type = command ? (command.role === 'sent' ? 1_000 : 7) : this.type(id);
    const above = index > 0 ? this.timeOf(this.idAt(index - 1)) : undefined;
    const isReport = type === 7 || type === 5 || command !== undefined;
    const all = this.options.explained ? explained : samples;
    const sample = all[id % all.length];
    const matches = this.matches ? this.matches(id) : true;
    return {
      kind: 'row',
      index,
      id,
      time: this.timeOf(id),
      device: id % (this.options.devices ?? 1),
      type,
      from: type === 5 ? '4' : id % 17 === 0 ? '2' : '1',
      ...(isReport &&
        sample && {
          code: sample.code,
          ...(sample.name !== undefined && { name: sample.name }),
          ...(sample.dpId !== undefined && { dpId: sample.dpId }),
        }),
      value:
        isReport && sample ? { ...sample.value, text: sample.value.text.replace('#', String(id)) } : nothing,
      ...(above !== undefined && { delta: this.timeOf(id) - above }),
      matches,
      ...(matches && this.matches && isReport && { marks: [[0, 3, -1]] as const }),
      ...(id % 31 === 0 && { rule: 1 }),
      ...(command && { command }),
    };
  }

  private note(id: number, index: number): LogNoteDto | undefined {
    if (this.options.notes === false || !(id % noteEvery === 11 || id % 40 === 23)) return undefined;
    const at = Math.floor(id / 40) % notes.length;
    const sample = notes[at];
    if (!sample) return undefined;
    const time = this.timeOf(id);
    const { lasts, ...note } = sample;
    const { flash } = this.options;
    return {
      ...{ kind: 'note', index, id, time },
      ...note,
      ...(flash !== undefined && note.note === 'marker' && { flash }),
      ...(lasts !== undefined && { until: time + lasts }),
    };
  }

  private type(id: number): number {
    if (id % 97 === 0) return 2;
    if (id % 97 === 3) return 1;
    if (id % 53 === 0) return 8;
    if (id % 211 === 0) return 9;
    if (id % 307 === 0) return 42;
    return id % 19 === 0 ? 5 : 7;
  }
}

const nothing: LogValueDto = { kind: 'none', text: '', truncated: false };

interface Sample {
  readonly code: string;
  readonly name?: string;
  readonly dpId?: number;
  readonly value: LogValueDto;
}

const samples: readonly Sample[] = [
  {
    code: 'cur_power',
    name: 'Power now',
    value: {
      kind: 'number',
      text: '#',
      truncated: false,
      shown: { text: '≈ 219.6 W', assumed: { agreeing: 690, products: 769 } },
    },
  },
  { code: 'switch_1', name: 'Desk lamp', value: { kind: 'boolean', text: 'true', truncated: false } },
  { code: 'relay_status', value: { kind: 'text', text: 'power_on #', truncated: false, isOutside: true } },
  {
    code: 'colour_data_v2',
    value: {
      kind: 'json',
      text: '{"h":210,"s":1000,"v":740,"id":#,"scene":{"steps":[1,2,3]}}',
      truncated: false,
      size: 5,
    },
  },
  {
    code: 'cycle_time',
    value: {
      kind: 'binary',
      text: 'AAECAwQFBgcICQoLDA0ODw==',
      truncated: false,
      size: 16,
      shown: { text: '00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f' },
    },
  },
  { code: 'cur_voltage', value: { kind: 'number', text: '-23#', truncated: false, isOutside: true } },
  {
    code: 'note',
    value: { kind: 'text', text: 'a long text that goes on and on '.repeat(6), truncated: true },
  },
];

const explained: readonly Sample[] = [
  {
    code: 'cur_power',
    name: 'Power',
    dpId: 19,
    value: { kind: 'number', text: '2196', truncated: false, shown: { text: '219.6 W' } },
  },
  { code: 'switch_1', name: 'Switch 1', dpId: 1, value: { kind: 'boolean', text: 'true', truncated: false } },
  {
    code: 'cur_voltage',
    dpId: 20,
    value: { kind: 'number', text: '99999', truncated: false, shown: { text: '9999.9 V' }, isOutside: true },
  },
  {
    code: 'fault',
    name: 'Fault',
    dpId: 26,
    value: { kind: 'number', text: '3', truncated: false, shown: { text: 'ov_cr, ov_vol' } },
  },
  {
    code: 'work_mode',
    dpId: 101,
    value: { kind: 'text', text: '1', truncated: false, shown: { text: 'Boost' } },
  },
  {
    code: 'phase_a',
    dpId: 6,
    value: {
      kind: 'binary',
      text: 'CSIAFfQABKE=',
      truncated: false,
      size: 8,
      shown: { text: '233.8 V, 5.620 A, 1185 W' },
    },
  },
  {
    code: 'colour_data_v2',
    dpId: 24,
    value: {
      kind: 'json',
      text: '{"h":210,"s":1000,"v":740}',
      truncated: false,
      size: 3,
      shown: { text: '#005ebd' },
    },
  },
];

const notes: readonly (Pick<LogNoteDto, 'note' | 'text' | 'canRead'> & { readonly lasts?: number })[] = [
  { note: 'marker', text: 'flashed 1.4.2', canRead: false },
  { note: 'offline', text: 'The device was offline', canRead: false, lasts: 125_000 },
  { note: 'failed', text: 'A page could not be read: too many requests', canRead: true, lasts: 60_000 },
  { note: 'unread', text: 'Not read yet', canRead: true, lasts: 3_600_000 },
  { note: 'paused', text: 'Following was stopped', canRead: true, lasts: 20_000 },
  { note: 'retention', text: 'The cloud keeps seven days: there is nothing from before', canRead: false },
  { note: 'dropped', text: 'Older rows had to go: at most 500,000 are held', canRead: false },
  { note: 'incomplete', text: 'The cloud went in circles: rows may be missing', canRead: true },
];
