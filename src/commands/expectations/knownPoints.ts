import type { Lazy } from '../../base/lazy.js';
import type { Core } from '../../app/core.js';
import { readExpectations } from '../../model/expectations/readExpectations.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { Device } from '../../tuya/results.js';

/** What is known without a call of the devices that a file names; nothing where the core hasn't been started. */
export class KnownPoints {
  constructor(private readonly core: Lazy<Core>) {}

  /** Devices of all projects, or of the one a file names. */
  async devices(project?: string): Promise<readonly { readonly ref: DeviceRef; readonly device: Device }[]> {
    const core = await this.core.current;
    if (!core) return [];
    const projects = core.projects
      .list()
      .filter(({ id, name }) => project === undefined || id === project || name === project);
    return projects.flatMap(({ id }) =>
      [...core.devices.knownOf(id).values()].map(({ value }) => ({
        ref: { projectId: id, deviceId: value.id },
        device: value,
      })),
    );
  }

  /** The data points of a device of the file, by code: what its product's model says, and what it reports. */
  async points(text: string, deviceKey: string | undefined): Promise<ReadonlyMap<string, PointModel>> {
    const core = await this.core.current;
    const { file } = readExpectations(text);
    const choice =
      file?.devices.find(({ key }) => deviceKey === undefined || key === deviceKey) ??
      choiceIn(text, deviceKey);
    if (!core || !choice) return new Map();
    const found = (await this.devices(file?.project)).find(
      ({ device: { id, name, productId } }) =>
        [id, name, productId][['id', 'name', 'product'].indexOf(choice.by)] === choice.text,
    );
    if (!found) return new Map();
    const { ref, device } = found;
    const points = new Map(device.status.map(({ code }): [string, PointModel] => [code, { code }]));
    if (device.productId) {
      const product = { projectId: ref.projectId, productId: device.productId };
      for (const [code, point] of (await core.productModels.kept(product)).points) points.set(code, point);
    }
    return points;
  }
}

/** While a file is being typed it can't be read as a whole; its devices mostly stand there by then. */
function choiceIn(
  text: string,
  deviceKey: string | undefined,
): { readonly by: string; readonly text: string } | undefined {
  const steps = text.search(/^steps:/m);
  const head = steps === -1 ? text : text.slice(0, steps);
  const { file } = readExpectations(`${head.trimEnd()}\nsteps: [{ wait: 0 }]\n`);
  const choice = file?.devices.find(({ key }) => deviceKey === undefined || key === deviceKey);
  return choice && { by: choice.by, text: choice.text };
}
