export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Facts that go with a line. Only plain values: whoever logs has redacted already. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  log(level: LogLevel, message: string, fields?: LogFields): void;
  /** False where a line of this level goes nowhere: then nobody has to make one. Absent where each is taken. */
  takes?(level: LogLevel): boolean;
  /** A logger whose lines carry this topic. */
  child(topic: string): Logger;
}

export const silentLogger: Logger = {
  log: () => undefined,
  takes: () => false,
  child: () => silentLogger,
};
