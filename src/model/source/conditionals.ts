/** Where one branch of `#if` begins, or the text behind its end. */
interface Branch {
  readonly start: number;
  /** The branches around a place, the outermost first: which `#if`, and which of its branches. */
  readonly path: readonly (readonly [conditional: number, branch: number])[];
  /** What stands below `#if 0` is compiled by nobody. */
  readonly isDead: boolean;
}

const directives = /^[ \t]*#[ \t]*(?<word>if|ifdef|ifndef|elif|else|endif)\b(?<test>[^\n]{0,80})/gmu;
/** What is nested deeper belongs to the branch around it. */
const deepest = 20;

/** The branches of `#if` … `#else` in C, without its comments. */
export class Conditionals {
  private readonly branches: Branch[] = [{ start: 0, path: [], isDead: false }];

  constructor(code: string) {
    const open: { id: number; branch: number; isDead: boolean; isAlways: boolean }[] = [];
    let id = 0;
    let tooDeep = 0;
    for (const { index, groups } of code.matchAll(directives)) {
      const word = groups?.['word'] ?? '';
      const test = (groups?.['test'] ?? '').trim();
      const last = open.at(-1);
      if (word.startsWith('if')) {
        if (open.length >= deepest) {
          tooDeep++;
          continue;
        }
        const [isDead, isAlways] = [word === 'if' && test === '0', word === 'if' && test === '1'];
        open.push({ id: id++, branch: 0, isDead, isAlways });
      } else if (tooDeep > 0) {
        if (word === 'endif') tooDeep--;
        continue;
      } else if (!last) continue;
      else if (word === 'endif') open.pop();
      else {
        last.branch++;
        last.isDead = last.isAlways || (word === 'elif' && test === '0');
      }
      this.branches.push({
        start: index,
        path: open.map((each) => [each.id, each.branch]),
        isDead: open.some(({ isDead }) => isDead),
      });
    }
  }

  isDead(at: number): boolean {
    return this.at(at).isDead;
  }

  /** Whether no build has both places. */
  areApart(one: number, other: number): boolean {
    const [a, b] = [this.at(one).path, this.at(other).path];
    const split = a.findIndex(([id, branch], at) => id !== b[at]?.[0] || branch !== b[at][1]);
    return split >= 0 && a[split]?.[0] === b[split]?.[0];
  }

  private at(offset: number): Branch {
    let [low, high] = [0, this.branches.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.branches[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.branches[low] ?? { start: 0, path: [], isDead: false };
  }
}
