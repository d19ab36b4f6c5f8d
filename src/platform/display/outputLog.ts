import * as vscode from 'vscode';
import type { LogFields, Logger, LogLevel } from '../../base/logger.js';
import type { IDisposable } from '../../base/lifecycle.js';
import { displayText } from '../../base/displayText.js';

/** As `vscode.LogLevel` has them. */
const numberOf: Readonly<Record<LogLevel, number>> = { trace: 1, debug: 2, info: 3, warn: 4, error: 5 };
const off = 0;

/** The log channel. It is made with the first line, or when a person asks to see it. */
export class OutputLog implements Logger, IDisposable {
  private channel: vscode.LogOutputChannel | undefined;
  private disposed = false;

  log(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (!this.takes(level)) return;
    const facts = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(
        ([name, value]) => `${name}=${typeof value === 'string' ? displayText(value, 200) : String(value)}`,
      );
    this.open()[level]([message, ...facts].join(' '));
  }

  takes(level: LogLevel): boolean {
    // Calls that are aborted at the end still say so.
    if (this.disposed) return false;
    // The level that people chose is known when the channel is there.
    const chosen = Number(this.channel?.logLevel ?? numberOf.trace);
    return chosen !== off && numberOf[level] >= chosen;
  }

  child(topic: string): Logger {
    return {
      takes: (level) => this.takes(level),
      log: (level, message, fields) => this.log(level, `[${topic}] ${message}`, fields),
      child: (inner) => this.child(`${topic}.${inner}`),
    };
  }

  show(): void {
    this.open().show(true);
  }

  dispose(): void {
    this.disposed = true;
    this.channel?.dispose();
  }

  private open(): vscode.LogOutputChannel {
    this.channel ??= vscode.window.createOutputChannel(vscode.l10n.t('Tuya'), { log: true });
    return this.channel;
  }
}
