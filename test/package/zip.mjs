import { inflateRawSync } from 'node:zlib';

/**
 * The files of a zip archive by name, with the time they bear (as MS-DOS has it). Reads what vsce writes: no encryption, no archive above four gigabytes.
 * @param {Buffer} zip
 * @returns {Map<string, { readonly bytes: Buffer; readonly time: number }>}
 */
export function filesOfZip(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is no zip archive.');
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    files.set(name, {
      bytes: method === 0 ? packed : inflateRawSync(packed),
      time: zip.readUInt32LE(at + 12),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
