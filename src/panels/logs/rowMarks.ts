import type { LogItemDto, LogMarksDto, LogRowDto } from '../../protocol/logRows.js';
import type { Mark } from '../../model/logs/view/logView.js';

/**
 * What the filter and the highlights found, marked in everything of a row that they look into and that is text of its
 * own: value, meaning, code, name. Texts that rows share are looked through once.
 *
 * @param find stretches of each of these texts
 */
export function marker(
  items: readonly LogItemDto[],
  find: (texts: readonly string[]) => readonly (readonly Mark[])[],
): (row: LogRowDto) => LogRowDto {
  const texts = [...new Set(items.flatMap((item) => (item.kind === 'row' ? textsOf(item) : [])))];
  const found = find(texts);
  const marks = new Map(texts.map((text, at) => [text, found[at] ?? []]));
  const of = (text: string | undefined): readonly Mark[] | undefined => {
    const own = text === undefined ? undefined : marks.get(text);
    return own && own.length > 0 ? own : undefined;
  };
  return (row) => {
    const [value, shown] = [of(row.value.text), of(row.value.shown?.text)];
    const [code, name] = [of(row.code), of(row.name)];
    const other: LogMarksDto = {
      ...(shown && { shown }),
      ...(code && { code }),
      ...(name && { name }),
    };
    return {
      ...row,
      ...(value && { marks: value }),
      ...(Object.keys(other).length > 0 && { otherMarks: other }),
    };
  };
}

function textsOf({ value, code, name }: LogRowDto): readonly string[] {
  return [value.text, value.shown?.text, code, name].filter(
    (text): text is string => text !== undefined && text !== '',
  );
}
