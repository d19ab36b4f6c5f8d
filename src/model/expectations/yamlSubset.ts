import { CST, Lexer } from 'yaml';
import type { FileProblemReason } from './expectationFile.js';

/** Levels of brackets, and of lists on one line. */
const deepest = 20;
const refused: Partial<Record<string, FileProblemReason>> = {
  alias: 'alias',
  anchor: 'alias',
  tag: 'tag',
  'directive-line': 'tag',
  // What it is for nobody needs here, and a line full of them takes a parser minutes.
  'explicit-key-ind': 'notYaml',
};

export interface Refused {
  readonly reason: FileProblemReason;
  readonly offset: number;
  readonly length: number;
}

/**
 * The part of YAML that says things where they stand: no references, no types of its own, no keys that are structures,
 * one document. Looks at words only, in time that grows with the text, so that nothing else reads what could grow beyond
 * it.
 */
export function refusedYaml(text: string): Refused | undefined {
  let offset = 0;
  let depth = 0;
  let items = 0;
  let isScalar = false;
  for (const word of new Lexer().lex(text)) {
    const type: string | null = isScalar ? 'text' : CST.tokenType(word);
    const length = isMark(word) ? 0 : word.length;
    isScalar = !isScalar && type === 'scalar';
    const found = (reason: FileProblemReason): Refused => ({ reason, offset, length: Math.max(length, 1) });
    const reason = type === null ? undefined : refused[type];
    if (reason !== undefined) return found(reason);
    if (type === 'flow-map-start' || type === 'flow-seq-start') depth++;
    if (type === 'flow-map-end' || type === 'flow-seq-end') depth--;
    if (type === 'newline') items = 0;
    if (type === 'seq-item-ind') items++;
    if (Math.max(depth, items) > deepest) return found('tooDeep');
    offset += length;
  }
  return undefined;
}

/** What the lexer puts between words, of no length in the text. */
function isMark(word: string): boolean {
  return word === CST.DOCUMENT || word === CST.FLOW_END || word === CST.SCALAR;
}
