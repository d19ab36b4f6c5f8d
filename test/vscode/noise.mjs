/** What a VS Code without network and without its optional native modules complains about, and nobody else cares for. */
const noise = [
  /\[(AgentHost|DefaultAccount|ChatModelSelection|AccountPolicyGate|reconnection-grace-time|Service Worker)/,
  /^Canceled: Canceled|^Timed out waiting for authentication provider/,
  /^Updating additional builtin extensions cache|^Creation of workbench contribution/,
  /renderer-/,
  /connection token/i,
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED.*(open-vsx|gallery)|open-vsx\.org/,
  /extensions\/gallery|marketplace/i,
  /\[PtyHost\]|kerberos|@vscode\/(deviceid|policy)/,
];

/** @param {string} line */
export function isNoise(line) {
  return line.trim() === '' || noise.some((pattern) => pattern.test(line));
}
