import { fold } from '../../search/fold.js';

/** A text as it is compared, and where each of its characters comes from. */
interface FoldedText {
  readonly folded: string;
  /** Place in the text for each place in `folded`, and one more for its end; undefined where they are the same. */
  readonly places: readonly number[] | undefined;
}

/** Every place of a text where a folded word stands: from, to, from, to … */
export function findFolded(text: string, foldedWord: string): number[] {
  const { folded, places } = foldWithPlaces(text);
  const spans: number[] = [];
  for (let at = folded.indexOf(foldedWord); at >= 0; at = folded.indexOf(foldedWord, at)) {
    const end = at + foldedWord.length;
    spans.push(places?.[at] ?? at, places?.[end] ?? end);
    at = end;
  }
  return spans;
}

function foldWithPlaces(text: string): FoldedText {
  if (!/[^\u0000-\u007f]/.test(text)) return { folded: fold(text), places: undefined };
  const places: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const part = fold(character);
    for (let n = 0; n < part.length; n++) places.push(at);
    folded += part;
    at += character.length;
  }
  places.push(at);
  return { folded, places };
}
