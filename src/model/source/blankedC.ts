/**
 * C or C++ without its comments and, if asked, without its strings: blanks stand where they stood, so that every place
 * stays where it is. One pass, whatever the text is.
 */
export function blankedC(text: string, strings: 'kept' | 'blank'): string {
  const pieces: string[] = [];
  let from = 0;
  let at = 0;
  const blank = (until: number): void => {
    pieces.push(
      text.slice(from, at),
      text.slice(at, until).replace(/[^\n]/gu, (each) => ' '.repeat(each.length)),
    );
    from = at = until;
  };
  while (at < text.length) {
    const next = nextOf(text, at);
    if (next < 0) break;
    at = next;
    const character = text[at];
    if (character === '/' && text[at + 1] === '/') blank(endOr(text, text.indexOf('\n', at)));
    else if (character === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      blank(end < 0 ? text.length : end + 2);
    } else if (character === '/') at++;
    else {
      const end = endOfString(text, at);
      if (strings === 'blank') blank(end);
      else at = end;
    }
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

function nextOf(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // " ' /
    if (unit === 34 || unit === 39 || unit === 47) return at;
  }
  return -1;
}

/** Strings end with their line at the latest: an apostrophe in a macro must not swallow the file. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === quote) return at + 1;
    else if (character === '\n') return at;
  }
  return text.length;
}

function endOr(text: string, at: number): number {
  return at < 0 ? text.length : at;
}
