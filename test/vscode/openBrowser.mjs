import { spawn } from 'node:child_process';

/** True where a person sits in front of this machine's screen. */
export function hasDisplay() {
  if (process.env.CI || process.env.SSH_CONNECTION) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Opens the address in the person's browser; if that can't be done, the printed address is there all the same.
 * @param {string} address
 */
export function openBrowser(address) {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [address]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', address]]
        : ['xdg-open', [address]];
  const child = spawn(/** @type {string} */ (command), /** @type {string[]} */ (args), {
    stdio: 'ignore',
    detached: true,
  });
  child.once('error', () => undefined);
  child.unref();
}
