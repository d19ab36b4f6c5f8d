import { join, relative, sep } from 'node:path';
import { readDoors } from './doors.mjs';

const doors = readDoors();

/**
 * Every import of src goes through a door of src/doors.mjs, and every file stands in a room.
 * @typedef {{ source?: { value?: unknown } | null, importKind?: string, exportKind?: string }} ImportNode
 * @typedef {{ filename: string, cwd: string, report(problem: { node: unknown, message: string }): void }} Context
 */
export const doorRule = {
  meta: { type: 'problem', schema: [] },
  /** @param {Context} context */
  create(context) {
    const file = relative(join(context.cwd, 'src'), context.filename).split(sep).join('/');
    const from = withoutEnding(file);

    /**
     * @param {ImportNode} node
     * @param {import('./doors.mjs').ImportKind} kind
     */
    function check(node, kind) {
      const { source } = node;
      if (!source) return;
      const message = problemOf(from, source.value, kind);
      if (message) context.report({ node, message });
    }

    return {
      /** @param {unknown} node */
      Program(node) {
        const message = doors.looseProblem(from);
        if (message) context.report({ node, message });
      },
      /** @param {ImportNode} node */
      ImportDeclaration: (node) => check(node, node.importKind === 'type' ? 'type' : 'value'),
      /** @param {ImportNode} node */
      ExportNamedDeclaration: (node) => check(node, node.exportKind === 'type' ? 'type' : 'value'),
      /** @param {ImportNode} node */
      ExportAllDeclaration: (node) => check(node, node.exportKind === 'type' ? 'type' : 'value'),
      /** @param {ImportNode} node */
      TSImportType: (node) => check(node, 'type'),
      /** @param {ImportNode} node */
      ImportExpression: (node) => check(node, 'lazy'),
    };
  },
};

/**
 * @param {string} from
 * @param {unknown} specifier
 * @param {import('./doors.mjs').ImportKind} kind
 */
function problemOf(from, specifier, kind) {
  if (typeof specifier !== 'string')
    return 'A path that is put together can go through any door: write it out.';
  if (!specifier.startsWith('.')) return doors.packageProblem(from, specifier, kind);
  const to = withoutEnding(join(from, '..', specifier).split(sep).join('/'));
  if (to.startsWith('../')) return 'src imports nothing that stands outside of it, and never from test.';
  return doors.problem(from, to, kind);
}

/** @param {string} file */
function withoutEnding(file) {
  return file.replace(/(\.d)?\.\w+$/, '');
}
