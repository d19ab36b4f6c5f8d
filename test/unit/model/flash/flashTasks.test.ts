import { describe, expect, it } from 'vitest';
import { isFlashTask, saysOther, type TaskFacts } from '../../../../src/model/flash/flashTasks.js';

const task = (run: TaskFacts['run'], more: Partial<TaskFacts> = {}): TaskFacts => ({
  ...{ name: 'x', type: 'shell', ownName: undefined, run },
  ...more,
});
const line = (command: string): boolean => isFlashTask(task({ command, args: [] }));
const process = (command: string, ...args: readonly string[]): boolean =>
  isFlashTask(task({ command, args }, { type: 'process' }));

describe('a command line that flashes', () => {
  it.each([
    'idf.py flash',
    'idf.py -p /dev/ttyUSB0 -b 460800 flash monitor',
    '${config:idf.pythonBinPath} $IDF_PATH/tools/idf.py app-flash',
    String.raw`C:\Espressif\python.exe C:\esp\idf.py flash`,
    'cd firmware && idf.py build flash',
    "bash -lc '. ./export.sh && idf.py flash'",
    'powershell.exe -Command "python idf.py flash"',
    'tos.py flash',
    'uv run python ../../tos.py flash -p /dev/cu.usbmodem1',
    'pio run -t upload',
    'pio run --target=upload -e esp32',
    'platformio.exe run --target upload',
    'python -m platformio run --target upload --upload-port COM11',
    'pio remote run -t upload',
    'esphome run lamp.yaml --no-logs',
    'esphome upload lamp.yaml --device OTA',
    'python -m esptool --chip esp32 write_flash 0x0 app.bin',
    'esptool.py --port COM3 write-flash 0x0 app.bin',
    'tyutool_cli write -d BK7231N -p COM3 -f app.bin',
    'arduino-cli upload -p /dev/ttyACM0',
    'arduino-cli compile --upload',
    'node -e "process.exit(0)" idf.py flash',
    '(cd firmware && idf.py flash)',
    'idf.py -p $(ls /dev/cu.usb* | head -1) flash',
    'idf.py build \\\n  flash',
    'pio run -tupload',
    'sg dialout -c "idf.py flash"',
    'docker run -h bench --rm esphome/esphome run lamp.yaml',
    'idf.py -C flash flash',
    'make # all of it\nidf.py flash',
  ])('%s', (command) => expect(line(command)).toBe(true));

  it('is a program with arguments, too', () => {
    expect(process('platformio', 'run', '--target', 'upload', '--target', 'monitor')).toBe(true);
    expect(process('"C:/my tools/python.exe"', 'C:/esp idf/idf.py', 'flash')).toBe(true);
    expect(process('/bin/sh', '-c', 'make && tos.py flash')).toBe(true);
  });
});

describe('a command line that doesn’t', () => {
  it.each([
    'idf.py build',
    'idf.py erase-flash',
    'idf.py flash --help',
    'idf.py size; ./flash',
    'tos.py monitor',
    'pio run',
    'pio run -t uploadfs',
    'pio run -t clean; echo upload',
    'pio device monitor -t upload',
    'esphome logs run.yaml',
    'esphome compile lamp.yaml',
    'esptool.py erase_flash',
    'esptool.py read_flash 0 0x1000 out.bin',
    'make flash',
    'echo idf.py flash',
    'git commit -m "idf.py flash"',
    'vim idf.py; flash',
    './my-idf.py flash',
    'idf.python flash',
    'idf.py build # then idf.py flash',
    'grep -c "idf.py flash" README.md',
    'grep -rc "pio run -t upload" .',
    'git -c "core.editor=x" log idf.py flash',
    'echo -c "idf.py flash"',
    'Write-Host idf.py flash',
    'rem idf.py flash',
    'cat idf.py flash',
    'idf.py -C flash build',
    'npm --prefix esphome run build',
    'poetry -C esphome run pytest',
    'pio run -tclean',
    '',
    '"',
    '&&|;',
  ])('%s', (command) => expect(line(command)).toBe(false));

  it('is no argument alone', () => {
    expect(process('node', 'print.js', 'bash -c idf.py flash')).toBe(false);
  });

  it('is looked at in a bounded time, however long or nested', () => {
    expect(line(`${'x '.repeat(200_000)} idf.py flash`)).toBe(false);
    const nested = Array.from({ length: 200 }).reduce<string>((inner) => `sh -c '${inner}'`, 'idf.py flash');
    expect(line(nested)).toBe(false);
    expect(line(`${"'".repeat(99_999)}`)).toBe(false);
    // As many words as a system takes; each might be the program, or a line of its own.
    const programs = Array.from({ length: 300_000 }, () => 'x');
    expect(isFlashTask(task({ command: 'sudo', args: [...programs, 'idf.py', 'flash'] }))).toBe(false);
    const lines = Array.from({ length: 1_000 }, (_, at) => (at % 2 === 0 ? '-c' : 'idf.py '.repeat(2_800)));
    expect(isFlashTask(task({ command: 'sh', args: lines }))).toBe(false);
    expect(line('pio '.repeat(5_000))).toBe(false);
    expect(line('$('.repeat(9_000))).toBe(false);
  });
});

describe('a task of an extension that runs code of its own', () => {
  it.each([
    ['PlatformIO', 'Upload', true],
    ['PlatformIO', 'Upload (esp32dev)', true],
    ['PlatformIO', 'Upload and Monitor (esp32dev)', true],
    ['PlatformIO', 'Remote Upload', true],
    ['PlatformIO', 'Upload Filesystem Image', false],
    ['PlatformIO', 'Upload SPIFFS image', false],
    ['PlatformIO', 'Build', false],
    ['esp-idf', 'idf-flash-task', true],
    ['esp-idf', 'ESP-IDF Flash', true],
    ['esp-idf', 'idf-erase-flash-task', false],
    ['esp-idf', 'ESP-IDF Build', false],
    ['npm', 'flash', false],
  ])('%s: %s is %s', (type, ownName, expected) => {
    expect(isFlashTask(task(undefined, { type, ownName }))).toBe(expected);
  });

  it('is told by its command line where it has one', () => {
    const build = { command: 'platformio', args: ['run'] };
    expect(isFlashTask(task(build, { type: 'PlatformIO', ownName: 'Upload' }))).toBe(false);
  });
});

describe('a task that a person named', () => {
  const says = (name: string, command?: string, ...args: readonly string[]): boolean =>
    saysOther(task(command === undefined ? undefined : { command, args }, { name }));

  it.each([
    ['Build'],
    ['Build all'],
    ['rebuild:debug'],
    ['Run tests'],
    ['编译固件'],
    ['All', 'idf.py build'],
    ['All', 'cd firmware && idf.py build size'],
    ['All', "bash -lc '. ./export.sh && idf.py build'"],
    ['All', 'pio', 'run'],
    ['Console', 'idf.py monitor'],
  ])('says that it flashes nothing: %s %s', (...given) => expect(says(...(given as [string]))).toBe(true));

  it.each([
    ['Deploy'],
    ['Build and flash'],
    ['编译并烧录'],
    ['Deploy to test bench'],
    ['Checkout'],
    ['All', 'make all'],
    ['All', 'idf.py build && ./deploy.sh'],
    ['All', 'bash deploy.sh'],
    ['All', 'idf.py build && bash deploy.sh'],
    ['All', 'echo'],
  ])('may flash: %s %s', (...given) => expect(says(...(given as [string]))).toBe(false));
});
