import { CORE_SCHEMA, load } from 'js-yaml';
import { importBytesAtMost, ImportFileError, type ImportedProduct } from './importFile.js';
import { readTinytuyaFile } from './tinytuyaFile.js';
import { readTuyaLocalFile } from './tuyaLocalFile.js';
import { readTuyaOpenFile } from './tuyaOpenFile.js';

/** Characters of a YAML: the largest of tuya-local has a tenth of it. */
const yamlAtMost = 500_000;

/**
 * Reads the models of products from a file of another tool.
 * @param fileName without its folder: some tools say there which product it is
 * @throws ImportFileError
 */
export function readImport(fileName: string, text: string): readonly ImportedProduct[] {
  if (text.length > importBytesAtMost) throw new ImportFileError('tooLarge');
  const products = /\.ya?ml$/i.test(fileName)
    ? readTuyaLocalFile(parsedYaml(text))
    : readJson(fileName, parsedJson(text));
  if (!products) throw new ImportFileError('otherShape');
  return products;
}

function readJson(fileName: string, file: unknown): readonly ImportedProduct[] | undefined {
  return readTuyaOpenFile(file, fileName) ?? readTinytuyaFile(file);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new ImportFileError('notReadable');
  }
}

function parsedYaml(text: string): unknown {
  if (text.length > yamlAtMost) throw new ImportFileError('tooLarge');
  try {
    // Of the language no more than JSON has: no dates, and no merging of what then grows without end.
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    // Broken, or nested too deep.
    throw new ImportFileError('notReadable');
  }
}
