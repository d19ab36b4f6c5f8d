import type { Lazy } from '../../base/lazy.js';
import type { Core } from '../../app/core.js';
import type { DeviceChoice } from '../../model/expectations/expectationFile.js';
import { readExpectations } from '../../model/expectations/readExpectations.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { Device } from '../../tuya/results.js';

/** What is known without a call of the devices that a file names; nothing where the core hasn't been started. */
export class KnownPoints {
  constructor(private readonly core: Lazy<Core>) {}

  /** Devices of all projects, or of the one a file names. */
  async *devices(project?: string): AsyncGenerator<Found> {
    const core = await this.core.current;
    for (const { id, name } of core?.projects.list() ?? []) {
      if (project !== undefined && id !== project && name !== project) continue;
      for (const { value } of core?.devices.knownOf(id).values() ?? [])
        yield { ref: { projectId: id, deviceId: value.id }, device: value };
    }
  }

  /** The data points of a device of the file, by code: what its product's model says, and what it reports. */
  async points(text: string, deviceKey: string | undefined): Promise<ReadonlyMap<string, PointModel>> {
    const core = await this.core.current;
    const { file } = readExpectations(text);
    const choice =
      file?.devices.find(({ key }) => deviceKey === undefined || key === deviceKey) ??
      choiceIn(text, deviceKey);
    if (!core || !choice) return new Map();
    const found = await this.find(choice, file?.project);
    if (!found) return new Map();
    const { ref, device } = found;
    const points = new Map(device.status.map(({ code }): [string, PointModel] => [code, { code }]));
    if (device.productId) {
      const product = { projectId: ref.projectId, productId: device.productId };
      for (const [code, point] of (await core.productModels.kept(product)).points) points.set(code, point);
    }
    return points;
  }

  private async find({ by, text }: Choice, project: string | undefined): Promise<Found | undefined> {
    const core = await this.core.current;
    for (const { id: projectId, name } of core?.projects.list() ?? []) {
      if (project !== undefined && projectId !== project && name !== project) continue;
      if (by === 'id') {
        const ref = { projectId, deviceId: text };
        const device = core?.devices.device(ref)?.value;
        if (device) return { ref, device };
        continue;
      }
      for (const { value } of core?.devices.knownOf(projectId).values() ?? [])
        if ((by === 'name' ? value.name : value.productId) === text)
          return { ref: { projectId, deviceId: value.id }, device: value };
    }
    return undefined;
  }
}

interface Found {
  readonly ref: DeviceRef;
  readonly device: Device;
}

type Choice = Pick<DeviceChoice, 'by' | 'text'>;

/** While a file is being typed it can't be read as a whole; its devices mostly stand there by then. */
function choiceIn(text: string, deviceKey: string | undefined): Choice | undefined {
  const steps = text.search(/^steps:/m);
  const head = steps === -1 ? text : text.slice(0, steps);
  const { file } = readExpectations(`${head.trimEnd()}\nsteps: [{ wait: 0 }]\n`);
  const choice = file?.devices.find(({ key }) => deviceKey === undefined || key === deviceKey);
  return choice && { by: choice.by, text: choice.text };
}
