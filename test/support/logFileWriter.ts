import { openLogFiles, aBatch, aRow, ref } from './logFileSetup.js';

// A process of its own that writes a device’s log until it is told to end, or killed. It gives every row several times.

const [folder = '', firstText = '0', countText = 'Infinity', bytes = '300000', files = '1000'] =
  process.argv.slice(2);
const first = Number(firstText);
const count = Number(countText);

async function run(): Promise<void> {
  const logFiles = openLogFiles(folder, { bytes: Number(bytes), files: Number(files) });
  const { file } = logFiles.use(ref);
  for (let at = first; at < first + count; at += 20) {
    const rows = Array.from({ length: 40 }, (_, n) => Math.max(0, at - 20) + n).map((n) =>
      aRow(1_763_632_800_000 + n, `${n} ${'x'.repeat(n % 7 === 0 ? 9_000 : 60)}`),
    );
    const { notWritten } = await file.append(aBatch(rows));
    if (notWritten !== undefined && notWritten !== 'busy') throw new Error(notWritten);
    process.stdout.write(`${at}\n`);
  }
}

void run();
