import { ImportFileError, type ImportedProduct } from './importFile.js';
import { readTinytuyaFile } from './tinytuyaFile.js';
import { readTuyaOpenFile } from './tuyaOpenFile.js';

/** Bytes; a wizard's file of a thousand devices has a tenth of it. */
export const importBytesAtMost = 20_000_000;

/**
 * Reads the models of products from a file of another tool.
 * @param fileName without its folder: some tools say there which product it is
 * @throws ImportFileError
 */
export function readImport(fileName: string, text: string): readonly ImportedProduct[] {
  if (text.length > importBytesAtMost) throw new ImportFileError('tooLarge');
  const file = parsed(text);
  const products = readTuyaOpenFile(file, fileName) ?? readTinytuyaFile(file);
  if (!products) throw new ImportFileError('otherShape');
  return products;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new ImportFileError('notReadable');
  }
}
