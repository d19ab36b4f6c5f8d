import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { markedLanguage } from '../../support/languages.js';
import { compiled } from '../../vscode/paths.mjs';
import { startServer } from '../../vscode/server.mjs';
import { builtins } from './builtins.js';
import { installedExtensions, installedWithMarkedLanguage } from './installedExtensions.js';

/** What a server is started with, so that windows that differ in it can't share one. */
export interface ServerNeeds {
  readonly extension: 'vsix' | 'development';
  readonly companion: boolean;
  readonly allBuiltins: boolean;
  readonly workspaceTrust: boolean;
  readonly language: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** How long a closed window's extension host may take to end by itself, ms, and how long when it is killed. */
const patienceMs = 5_000;
const killedMs = 10_000;

/** A VS Code server that one window after another uses, each as if it were the first. */
export class SharedServer {
  private constructor(
    readonly userDataDir: string,
    private readonly dataDir: string,
    private readonly server: Awaited<ReturnType<typeof startServer>>,
  ) {}

  get origin(): string {
    return this.server.origin;
  }

  log(): string {
    return this.server.log();
  }

  static async start(needs: ServerNeeds): Promise<SharedServer> {
    const dataDir = await mkdtemp(join(inject('scratch'), 's-'));
    const userDataDir = join(dataDir, 'user');
    const { workspaceTrust, env } = needs;
    try {
      const extensionsDir = await extensionsFor(needs, dataDir);
      const server = await startServer({
        dataDir,
        userDataDir,
        extensionsDir,
        builtinDir: await builtins(needs.allBuiltins),
        workspaceTrust,
        // Every window has an extension host of its own, which reads and compiles the same megabytes.
        env: { NODE_COMPILE_CACHE: compiled, ...env },
      });
      return new SharedServer(userDataDir, dataDir, server);
    } catch (error) {
      await sweep(dataDir);
      throw error;
    }
  }

  /** Servers of one key can take each other's place. */
  static keyOf(needs: ServerNeeds): string {
    // Of the languages only the marked one has a folder of extensions of its own.
    return JSON.stringify({ ...needs, language: needs.language === markedLanguage });
  }

  /**
   * Takes away what the last window left: its extension host and everything in the user's folder but the logs, which
   * the server holds open.
   * @returns false where the host doesn't end; this server is then of no further use
   */
  async refresh(): Promise<boolean> {
    if (!(await this.isAlone(patienceMs))) {
      // A window that is left while its host is still starting doesn't tell it: it would wait for hours.
      for (const pid of this.server.extensionHosts()) kill(pid);
      if (!(await this.isAlone(killedMs))) return false;
    }
    for (const name of await readdir(this.userDataDir)) {
      if (name !== 'logs') await sweep(join(this.userDataDir, name));
    }
    // Made once, when the server starts.
    for (const name of ['User/globalStorage', 'User/History', 'Machine'])
      await mkdir(join(this.userDataDir, name), { recursive: true });
    return true;
  }

  /** Waits until no extension host is left. */
  private async isAlone(withinMs: number): Promise<boolean> {
    const until = Date.now() + withinMs;
    while (this.server.extensionHosts().length > 0) {
      if (Date.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return true;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await sweep(this.dataDir);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

async function extensionsFor(needs: ServerNeeds, dataDir: string): Promise<string> {
  if (needs.extension === 'development') return join(dataDir, 'extensions');
  if (needs.language === markedLanguage) return installedWithMarkedLanguage(dataDir);
  return installedExtensions(dataDir, needs.companion);
}

async function sweep(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}
