import { crc32, deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packedAnew } from '../../package/deflate.mjs';
import { filesOfZip } from '../../package/zip.mjs';

const time = 0x5c21_8a3d;

/** An archive as vsce makes it: sizes stand behind a file, which is packed quickly or not at all. */
function archive(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let written = 0;
  for (const [name, text] of Object.entries(files)) {
    const [bytes, isStored] = [Buffer.from(text), text.length < 10];
    const packed = isStored ? bytes : deflateRawSync(bytes, { level: 1 });
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x0201_4b50, 0);
    head.writeUInt16LE(20, 6);
    head.writeUInt16LE(0x808, 8);
    head.writeUInt16LE(isStored ? 0 : 8, 10);
    head.writeUInt32LE(time, 12);
    head.writeUInt32LE(crc32(bytes), 16);
    head.writeUInt32LE(packed.length, 20);
    head.writeUInt32LE(bytes.length, 24);
    head.writeUInt16LE(Buffer.byteLength(name), 28);
    head.writeUInt32LE(written, 42);
    directory.push(head, Buffer.from(name));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x0403_4b50, 0);
    head.copy(local, 4, 6, 30);
    local.fill(0, 14, 26);
    const behind = Buffer.alloc(16);
    behind.writeUInt32LE(0x0807_4b50, 0);
    head.copy(behind, 4, 16, 28);
    const file = Buffer.concat([local, Buffer.from(name), packed, behind]);
    parts.push(file);
    written += file.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  const { length } = Object.keys(files);
  end.writeUInt16LE(length, 8);
  end.writeUInt16LE(length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(written, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

it('a package that is packed anew is smaller, has the same files, and is the same each time', async () => {
  const long = Array.from({ length: 3_000 }, (_, at) => `${at % 7} ${at ** 2 % 101}`).join('\n');
  const zip = archive({ 'long.js': long, 'short.txt': 'a', empty: '', '字.json': long.slice(0, 2_000) });
  const again = await packedAnew(zip);
  expect(again.length).toBeLessThan(zip.length * 0.95);
  expect(filesOfZip(again)).toEqual(filesOfZip(zip));
  expect([...filesOfZip(again).keys()]).toEqual(['long.js', 'short.txt', 'empty', '字.json']);
  expect(filesOfZip(again).get('long.js')).toEqual({ bytes: Buffer.from(long), time });
  expect(again.equals(await packedAnew(zip))).toBe(true);
});

/** Where the directory begins: behind the files. */
function filesEnd(zip: Buffer): number {
  return zip.readUInt32LE(zip.length - 6);
}

it('says of each file how large it is before the file, too, for who reads an archive as it comes', async () => {
  const zip = await packedAnew(archive({ 'a.txt': 'aaaaaaaaaaaaaaaaaaaaaaaaaa' }));
  expect(zip.readUInt16LE(6) & 8).toBe(0);
  expect(zip.readUInt32LE(18)).toBe(filesEnd(zip) - 30 - 'a.txt'.length);
  expect(zip.readUInt32LE(14)).toBe(crc32('aaaaaaaaaaaaaaaaaaaaaaaaaa'));
  expect(zip.readUInt32LE(22)).toBe(26);
});
