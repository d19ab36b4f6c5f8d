// Stands in for @vscode/native-watchdog, whose native half would have to be compiled: ends the extension host when the
// server that started it is gone.
exports.start = (/** @type {number} */ pid) => {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 5_000);
  timer.unref();
};
exports.exit = (/** @type {number | undefined} */ code) => process.exit(code ?? 0);
