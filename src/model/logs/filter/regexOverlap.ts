import { RegexAutomaton } from './regexAutomaton.js';
import type { RegexSequence } from './regexSyntax.js';

/** A kind of texts. */
export interface TextKind {
  /** A regex that each of them matches from its start to its end. */
  readonly form: string;
  /** All characters that they have. */
  readonly characters: string;
  /** Source of the parts of the form that add nothing: what matches by their characters alone is found elsewhere. */
  readonly known: string;
}

/** How far a way through a text has come. */
interface Place {
  readonly text: number;
  /** -1 before the regex begins. */
  readonly regex: number;
  readonly isAtStart: boolean;
  /** More than what is known has been gone by. */
  readonly isNew: boolean;
}

/** Tells of kinds of texts whether a regex may match any of them. False is for sure: no text has to be made and tried then. */
export class RegexOverlap {
  private readonly own: RegexAutomaton | undefined;
  private readonly found = new Map<string, boolean>();
  /** Places that were come by so far; each takes about a microsecond. */
  places = 0;

  /**
   * @param regex undefined where it can't be read
   * @param flags of the regex
   */
  constructor(
    regex: readonly RegexSequence[] | undefined,
    private readonly flags: string,
  ) {
    this.own = regex && RegexAutomaton.of(regex);
  }

  /** By more than what is known of the texts. */
  mayMatch(kind: TextKind): boolean {
    const known = this.found.get(kind.form);
    if (known !== undefined) return known;
    const text = RegexAutomaton.read(kind.form);
    const mayMatch = !this.own || !text || this.meets(this.own, text, kind);
    this.found.set(kind.form, mayMatch);
    return mayMatch;
  }

  /** Goes by all texts and all that the regex matches, both at once. */
  private meets(own: RegexAutomaton, text: RegexAutomaton, { characters, known }: TextKind): boolean {
    const letters = characters.split('');
    const [ofText, ofOwn] = [lettersTaken(letters, ''), lettersTaken(letters, this.flags)];
    const seen = new Set<number>();
    const open: Place[] = [];
    const go = (place: Place): void => {
      const number = place.text * (own.size + 1) + place.regex + 1;
      const key = number * 4 + (place.isAtStart ? 2 : 0) + (place.isNew ? 1 : 0);
      if (seen.has(key)) return;
      seen.add(key);
      this.places++;
      open.push(place);
    };
    go({ text: 0, regex: -1, isAtStart: true, isNew: false });
    for (let place = open.pop(); place; place = open.pop()) {
      if (place.regex === own.end && place.isNew) return true;
      const hasBegun = place.regex >= 0;
      // It may begin anywhere.
      if (!hasBegun) go({ ...place, regex: 0 });
      const ownEdges = own.edges(place.regex);
      for (const { to, character, condition } of ownEdges) {
        if (character !== undefined) continue;
        if (condition === 'start' && !place.isAtStart) continue;
        if (condition === 'end' && !text.canEnd(place.text)) continue;
        go({ ...place, regex: to, isNew: place.isNew || condition !== undefined });
      }
      for (const { to, character: form } of text.edges(place.text)) {
        if (form === undefined) go({ ...place, text: to });
        else if (!hasBegun) go({ ...place, text: to, isAtStart: false });
        else {
          const isNew = place.isNew || form !== known;
          const there = ofText(form);
          for (const { to: next, character } of ownEdges)
            if (character !== undefined && ofOwn(character).some((letter) => there.includes(letter)))
              go({ text: to, regex: next, isAtStart: false, isNew });
        }
      }
    }
    return false;
  }
}

/** Which of these letters a part of a regex takes. */
function lettersTaken(letters: readonly string[], flags: string): (source: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (source) => {
    const found = known.get(source);
    if (found) return found;
    const regex = new RegExp(`^${source}$`, flags);
    const taken = letters.filter((letter) => regex.test(letter));
    known.set(source, taken);
    return taken;
  };
}
