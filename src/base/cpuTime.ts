/**
 * CPU time this thread has used up, ms of any origin; of the whole process before Node 22.19, which can't tell threads
 * apart. Unlike a clock on the wall it stands still while the machine does other things.
 */
export function threadCpuTime(): number {
  const process: Pick<NodeJS.Process, 'cpuUsage'> & Partial<NodeJS.Process> = globalThis.process;
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
