// Stands in for @vscode/spdlog, whose native half would have to be compiled. VS Code writes its logs through it, and an
// extension's log channel is shown from that file: without it the Output panel stays empty.
const { appendFileSync, mkdirSync, renameSync, rmSync, statSync } = require('fs');
const { dirname } = require('path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  level = 2;
  plain = false;

  /**
   * @param {string} _type
   * @param {string} _name
   * @param {string} file
   * @param {number} maxSize
   * @param {number} maxFiles
   */
  constructor(_type, _name, file, maxSize, maxFiles) {
    this.file = file;
    this.maxSize = maxSize;
    this.maxFiles = maxFiles;
    mkdirSync(dirname(file), { recursive: true });
    this.size = sizeOf(file);
  }

  trace = (/** @type {string} */ message) => this.write(0, message);
  debug = (/** @type {string} */ message) => this.write(1, message);
  info = (/** @type {string} */ message) => this.write(2, message);
  warn = (/** @type {string} */ message) => this.write(3, message);
  error = (/** @type {string} */ message) => this.write(4, message);
  critical = (/** @type {string} */ message) => this.write(5, message);
  getLevel = () => this.level;
  setLevel = (/** @type {number} */ level) => void (this.level = level);
  setPattern = () => void (this.plain = false);
  clearFormatters = () => void (this.plain = true);
  flush = () => undefined;
  drop = () => undefined;

  /**
   * @param {number} level
   * @param {string} message
   */
  write(level, message) {
    if (level < this.level) return;
    const text = this.plain ? message : `${stamp()} [${names[level]}] ${message}\n`;
    try {
      this.size += Buffer.byteLength(text);
      if (this.size > this.maxSize) this.rotate(Buffer.byteLength(text));
      appendFileSync(this.file, text);
    } catch {
      // The folder may be gone when a window closes; a log must not take its writer down.
    }
  }

  /**
   * file → file.1 → …, and the oldest goes.
   * @param {number} size of what is written next
   */
  rotate(size) {
    this.size = size;
    const numbered = (/** @type {number} */ index) => (index === 0 ? this.file : `${this.file}.${index}`);
    rmSync(numbered(this.maxFiles - 1), { force: true });
    for (let index = this.maxFiles - 2; index >= 0; index--) {
      if (sizeOf(numbered(index)) > 0) renameSync(numbered(index), numbered(index + 1));
    }
  }
}

/** @param {string} file */
function sizeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Local time, as VS Code's own pattern has it: 2026-01-31 12:34:56.789 */
function stamp() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
    .toISOString()
    .replace('T', ' ')
    .slice(0, -1);
}

// One by one, because VS Code imports this as a module, and Node sees only such names in a CommonJS file.
exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = async (/** @type {[string, string, number, number]} */ ...rest) =>
  new Logger('rotating', ...rest);
exports.createAsyncRotatingLogger = async (/** @type {[string, string, number, number]} */ ...rest) =>
  new Logger('rotating_async', ...rest);
