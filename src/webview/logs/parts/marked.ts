import { html } from 'lit';
import type { MarksDto } from '../../../protocol/logRows.js';

/** A text with what the filter and the highlights found in it. */
export function marked(text: string, marks: MarksDto | undefined): unknown {
  if (!marks || marks.length === 0) return text;
  const parts: unknown[] = [];
  let at = 0;
  for (const [from, to, rule] of marks) {
    if (from < at || to > text.length) continue; // stretches that overlap: the first one counts
    parts.push(text.slice(at, from), html`<mark class="mark-${rule}">${text.slice(from, to)}</mark>`);
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}
