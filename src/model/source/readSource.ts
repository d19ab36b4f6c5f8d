import { isTuyaC, readC } from './cSource.js';
import { readEsphome } from './esphomeSource.js';
import { readTinytuya, readTuyaOpenModel, readTuyaOpenProject } from './jsonSource.js';
import { readOpenBeken } from './openBekenSource.js';
import {
  sitesAtMost,
  type FoundFacts,
  type PlacedSite,
  type PointSite,
  type SourceFacts,
} from './pointSite.js';
import { readTuyaLocal } from './tuyaLocalSource.js';

/** UTF-16 units; a longer file was written by a program, and nobody reads it in an editor. */
export const sourceAtMost = 1_000_000;

/**
 * What of a file has to do with data points; undefined where it is no firmware, and no note on it. One pass over the text,
 * no YAML or JSON is built.
 * @param path with `/`; only its end is looked at
 * @param isInProject whether the file's project is known to be firmware: a C file then needs no mark of its own
 */
export function readSource(path: string, text: string, isInProject = false): SourceFacts | undefined {
  const found = text.length > sourceAtMost ? undefined : find(path, text, isInProject);
  return found && { ...found, sites: placed(text, found.sites.slice(0, sitesAtMost)) };
}

function find(path: string, text: string, isInProject: boolean): FoundFacts | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(?:c|h|cc|cpp|cxx|hpp|ino)$/iu.test(name))
    return readCFile(text, isInProject || name === 'tuya_dp_id.h');
  if (/\.ya?ml$/iu.test(name)) return readEsphome(text) ?? readTuyaLocal(text);
  if (/^autoexec\.bat$/iu.test(name)) return readOpenBeken(text);
  if (/^product-\w{1,40}\.json$/u.test(name)) return readTuyaOpenModel(text);
  if (name === 'devices.json') return readTinytuya(text);
  if (name === 'tuyaopen.project.ini') return readTuyaOpenProject(text);
  return undefined;
}

function readCFile(text: string, isInProject: boolean): FoundFacts | undefined {
  if (!/DP|dp_|mcu_|TUYA_|Tuya|tuya|PRODUCT_KEY|\bpid\b/u.test(text)) return undefined;
  const isTuya = isTuyaC(text);
  if (isTuya === false) return undefined;
  if (isTuya !== true && !isInProject) return undefined;
  const facts = readC(text);
  return isTuya || facts.sites.length > 0 || facts.products.length > 0 ? facts : undefined;
}

/** Counts lines once for all sites, which stand in their order. */
function placed(text: string, sites: readonly PointSite[]): readonly PlacedSite[] {
  let line = 0;
  let lineStart = 0;
  // Looked for once a line: all of a long line's sites lie before the same end.
  let next = text.indexOf('\n');
  return sites.map((site) => {
    while (next >= 0 && next < site.start) {
      line++;
      lineStart = next + 1;
      next = text.indexOf('\n', lineStart);
    }
    return { ...site, line, column: site.start - lineStart };
  });
}
