/** How many rows of each event type each device has. */
export class TypeCounter {
  private readonly devices = new Map<number, Map<number, number>>();

  add(device: number, type: number, count: 1 | -1): void {
    const known = this.devices.get(device);
    const types = known ?? new Map<number, number>();
    if (!known) this.devices.set(device, types);
    const now = (types.get(type) ?? 0) + count;
    if (now === 0) types.delete(type);
    else types.set(type, now);
  }

  clear(): void {
    this.devices.clear();
  }

  /** By type, without these devices; the types in ascending order. */
  counts(without: ReadonlySet<number>): Map<number, number> {
    const sums = new Map<number, number>();
    for (const [device, types] of this.devices) {
      if (without.has(device)) continue;
      for (const [type, count] of types) sums.set(type, (sums.get(type) ?? 0) + count);
    }
    return new Map([...sums].sort(([a], [b]) => a - b));
  }

  copy(): TypeCounter {
    const copy = new TypeCounter();
    for (const [device, types] of this.devices) copy.devices.set(device, new Map(types));
    return copy;
  }
}
