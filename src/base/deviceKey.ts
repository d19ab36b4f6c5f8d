/** A device among those of all projects. */
interface DeviceOfProject {
  readonly projectId: string;
  readonly deviceId: string;
}

/** A device as a key of a map. Ids of projects are made by this extension and hold no line break. */
export function deviceKey({ projectId, deviceId }: DeviceOfProject): string {
  return `${projectId}\n${deviceId}`;
}

/** The device that {@link deviceKey} made this of. */
export function splitDeviceKey(key: string): DeviceOfProject {
  const at = key.indexOf('\n');
  return { projectId: key.slice(0, at), deviceId: key.slice(at + 1) };
}

/** These devices, each once, in the order in which they come first. */
export function uniqueDevices<Ref extends DeviceOfProject>(refs: readonly Ref[]): readonly Ref[] {
  return [...new Map(refs.map((ref) => [deviceKey(ref), ref])).values()];
}
