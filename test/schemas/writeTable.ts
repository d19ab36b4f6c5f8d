// Started by run.mjs: makes the table of the product anew.
import { writeFile } from 'node:fs/promises';
import { readSchemas } from './schemas.js';
import { usualReadings, usuallyRaw, type UsualReading } from './usualCounts.js';

const [, , path = '', from = ''] = process.argv;
const products = await readSchemas(path);

const lineLength = 116;

await writeFile(
  'src/model/values/usualTable.ts',
  `// Counted by \`npm run schemas -- --write\` in ${products.length.toLocaleString('en')} product schemas (${from}, MIT): not to be edited by hand.

/** Data points that are raw in nearly every product. */
export const rawCodes = \`
${wrapped(usuallyRaw(products))}\`;

/**
 * How the numbers of a data point read in nearly every product: code, scale, unit or \`-\`, how many products agree of
 * how many have the code or \`all\` (scale and unit as they stand here), the lowest and the highest plausible value on the
 * wire. Of two lines with the same code the first counts that has the value.
 */
export const readings = \`
${usualReadings(products).map(line).join('')}\`;
`,
);

function line({ code, scale, unit, certain, agreeing, products: all, from: low, to }: UsualReading): string {
  const seen = certain ? 'all' : `${agreeing}/${all}`;
  return `${code} ${scale} ${unit || '-'} ${seen} ${low} ${to}\n`;
}

function wrapped(words: readonly string[]): string {
  let [text, length] = ['', 0];
  for (const word of words) {
    length += word.length + 1;
    const isFull = length > lineLength;
    if (isFull) length = word.length + 1;
    text += `${text === '' ? '' : isFull ? '\n' : ' '}${word}`;
  }
  return `${text}\n`;
}
