import { displayText } from '../../base/displayText.js';
import { exactColumns, toCsv } from './csv.js';
import { markdownCellText } from './markdownCell.js';
import type { FactoryAnswer } from './readFactoryInfos.js';

/** A row of the table of factory data. */
export interface FactoryRow {
  readonly answer: FactoryAnswer;
  readonly name?: string;
}

/** The words a Markdown table needs, in the person's language. CSV and JSON are for programs and have none. */
export interface FactoryWords {
  readonly columns: {
    readonly id: string;
    readonly name: string;
    readonly uuid: string;
    readonly sn: string;
    readonly mac: string;
  };
  readonly notAnswered: string;
  readonly notAsked: string;
  /** What went wrong, in a few words. */
  readonly failed: (problem: unknown) => string;
}

const columns = ['id', 'name', 'uuid', 'sn', 'mac', 'state'] as const;

/** `state` says `answered`, `notAnswered`, `failed` or `notAsked`. */
export function factoryCsv(rows: readonly FactoryRow[], options: { readonly bom?: boolean } = {}): string {
  const cells = rows.map((row) => {
    const { id, name, uuid, sn, mac, state } = factoryRecord(row);
    return [id, name, uuid, sn, mac, state];
  });
  // All but the name is the cloud's.
  return toCsv(columns, cells, { ...options, exact: exactColumns(columns, (name) => name !== 'name') });
}

export function factoryJson(rows: readonly FactoryRow[]): string {
  return `${JSON.stringify(rows.map(factoryRecord), undefined, 2)}\n`;
}

/** A table that reads well as text too: cells are padded to their column. */
export function factoryMarkdown(rows: readonly FactoryRow[], words: FactoryWords): string {
  const head = [
    words.columns.id,
    words.columns.name,
    words.columns.uuid,
    words.columns.sn,
    words.columns.mac,
  ];
  const body = rows.map((row) => {
    const { id, name, uuid, sn, mac } = factoryRecord(row);
    const { answer } = row;
    if (answer.state === 'answered') return [id, name, uuid, sn, mac];
    if (answer.state === 'failed') return [id, name, words.failed(answer.problem), '', ''];
    return [id, name, answer.state === 'notAnswered' ? words.notAnswered : words.notAsked, '', ''];
  });
  const cells = [head, ...body].map((row) => row.map((text) => markdownCell(text ?? '')));
  const widths = head.map((_, at) => Math.max(3, ...cells.map((row) => lengthOf(row[at]))));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, at) => text + ' '.repeat((widths[at] ?? 0) - lengthOf(text))).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const [first = [], ...others] = cells;
  return `${[line(first), rule, ...others.map(line)].join('\n')}\n`;
}

interface FactoryRecord {
  readonly id: string;
  readonly name?: string;
  readonly uuid?: string;
  readonly sn?: string;
  readonly mac?: string;
  readonly state: FactoryAnswer['state'];
}

function factoryRecord({ answer, name }: FactoryRow): FactoryRecord {
  const { uuid, sn, mac } = answer.state === 'answered' ? answer.info : {};
  return {
    id: answer.id,
    ...(name !== undefined && { name }),
    ...(uuid !== undefined && { uuid }),
    ...(sn !== undefined && { sn }),
    ...(mac !== undefined && { mac }),
    state: answer.state,
  };
}

/** Text of others: one line, and nothing in it that Markdown would read. A MAC's colons and an id stay as they are. */
function markdownCell(text: string): string {
  return markdownCellText(displayText(text));
}

function lengthOf(text: string | undefined): number {
  return [...(text ?? '')].length;
}
