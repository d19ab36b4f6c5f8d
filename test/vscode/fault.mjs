/**
 * Something that a person can read and act on: shown as one sentence, without a stack.
 * `exitCode` is 2 where the command line was wrong, 1 otherwise.
 */
export class Fault extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'Fault';
    this.exitCode = exitCode;
  }
}

/**
 * Ends the process the way a person expects: a fault as its one sentence, anything else with its stack.
 * @param {unknown} error
 * @returns {never}
 */
export function dieOf(error) {
  if (error instanceof Fault) console.error(error.message);
  else console.error(error);
  process.exit(error instanceof Fault ? error.exitCode : 1);
}
