import { isSecretName, withoutSecrets } from '../../base/secretNames.js';
import { AbortError } from '../../base/errors.js';
import type { DetailsState, RefreshOutcome } from '../../model/details/detailsState.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { rawText } from '../../model/values/decodeValue.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { Handlers } from '../../protocol/channel.js';
import type { CopyRequest, FromDetailsPage } from '../../protocol/details.js';
import {
  attributeParams,
  copySchema,
  dataPointParams,
  deviceIdParams,
  noParams,
} from '../../protocol/details.js';
import { visible } from '../../protocol/text.js';
import type { Device } from '../../tuya/results.js';
import { attributeGroups } from './attributes.js';
import { factoryFields, fieldName, linkedDevices } from './detailsSnapshot.js';
import type { WriteRequests } from './detailsWrites.js';
import { RequestRefused } from '../host/requestRefused.js';
import { fullLength, valueDto } from './valueDto.js';

/** What the page's requests act on. */
export interface DetailsRequestDeps {
  readonly details: {
    readonly ref: DeviceRef;
    state(): DetailsState;
    refresh(): Promise<RefreshOutcome>;
    cancelRefresh(): void;
    loadSubDevices(): Promise<void>;
    readonly extras: { readonly factory: { load(): Promise<void> } };
  };
  /** The requests that change something. */
  readonly writes: WriteRequests;
  copy(text: string): Promise<void>;
  openDevice(ref: DeviceRef): void;
  showExtensionLog(): void;
  openDeviceLog(): void;
}

/** Answers to everything the page may ask. It names things; their values come from the host's own state. */
export function detailsRequests(deps: DetailsRequestDeps): Handlers<FromDetailsPage> {
  const { details } = deps;
  return {
    events: {},
    requests: {
      ...deps.writes,
      refresh: {
        parse: (body) => noParams.parse(body),
        handle: async () => {
          const result = await details.refresh();
          return { outcome: result.outcome, changed: result.outcome === 'updated' ? result.changed : 0 };
        },
      },
      cancelRefresh: {
        parse: (body) => noParams.parse(body),
        handle: async () => {
          details.cancelRefresh();
          return null;
        },
      },
      loadSubDevices: {
        parse: (body) => noParams.parse(body),
        handle: async () => {
          await details.loadSubDevices();
          return null;
        },
      },
      loadFactory: {
        parse: (body) => noParams.parse(body),
        handle: async () => {
          await details.extras.factory.load();
          return null;
        },
      },
      reveal: {
        parse: (body) => attributeParams.parse(body),
        handle: async ({ name }) => {
          if (!isSecretName(name)) throw new RequestRefused('notThere');
          return { value: visible(attributeText(details.state(), name).slice(0, fullLength)) };
        },
      },
      copy: {
        parse: (body) => copySchema.parse(body),
        handle: async (request, signal) => {
          const text = textToCopy(request, details.state());
          if (signal.aborted) throw new AbortError();
          await deps.copy(text);
          return null;
        },
      },
      fullValue: {
        parse: (body) => dataPointParams.parse(body),
        handle: async ({ index }) => {
          const dataPoint = details.state().device?.status[index];
          if (!dataPoint) throw new RequestRefused('notThere');
          return { value: valueDto(dataPoint, fullLength) };
        },
      },
      openDevice: {
        parse: (body) => deviceIdParams.parse(body),
        handle: async ({ deviceId }) => {
          if (!linkedDevices(details.state()).has(deviceId)) throw new RequestRefused('notLinked');
          deps.openDevice({ projectId: details.ref.projectId, deviceId });
          return null;
        },
      },
      showExtensionLog: {
        parse: (body) => noParams.parse(body),
        handle: async () => {
          deps.showExtensionLog();
          return null;
        },
      },
      openDeviceLog: {
        parse: (body) => noParams.parse(body),
        handle: async () => {
          deps.openDeviceLog();
          return null;
        },
      },
    },
  };
}

function textToCopy(request: CopyRequest, state: DetailsState): string {
  switch (request.of) {
    case 'attribute':
      return attributeText(state, request.name);
    case 'json':
      return deviceJson(given(state.device));
    case 'dataPoint':
      return rawText(given(state.device?.status[request.index]).value);
    case 'factory': {
      const field = factoryFields.find((name) => name === request.name);
      const info = state.factory.state === 'read' ? state.factory.value : undefined;
      return given(field && info?.[field]);
    }
    case 'problem': {
      const { what, remedy, code, tid } = describeProblem(given(state.problem));
      const facts = [code === undefined ? '' : `code ${code}`, tid === undefined ? '' : `tid ${tid}`];
      return [what, remedy ?? '', facts.filter(Boolean).join(', ')].filter(Boolean).join('\n');
    }
  }
}

/** An attribute as it is copied: times as ISO 8601, the rest as it came. */
function attributeText({ ref, device, gatewayId }: DetailsState, name: string): string {
  if (name === 'id') return ref.deviceId;
  if (name === 'gateway_id') return given(device?.gatewayId ?? gatewayId);
  const row = attributeGroups.flatMap(({ rows }) => rows).find(({ wireName }) => wireName === name);
  if (!row) {
    const other = Object.entries(device?.extra ?? {}).find(([wireName]) => fieldName(wireName) === name);
    const [wireName, value] = given(other);
    // A secret as such is asked for by its name; one inside another field isn't.
    return rawText(isSecretName(wireName) ? value : withoutSecrets(value));
  }
  const value = given(device?.[row.field]);
  return row.kind === 'time' && typeof value === 'number' ? new Date(value).toISOString() : rawText(value);
}

/** The device with the cloud's own field names, times as ISO 8601, without its secrets. */
export function deviceJson(device: Device): string {
  const rows = attributeGroups.flatMap(({ rows: fields }) => fields);
  const named = rows
    .filter(({ kind }) => kind !== 'secret')
    .map(({ wireName, field, kind }) => {
      const value = device[field];
      return [
        wireName,
        kind === 'time' && typeof value === 'number' ? new Date(value).toISOString() : value,
      ] as const;
    });
  const extra = Object.entries(device.extra).filter(([name]) => !isSecretName(name));
  const all = [...named, ['status', device.status] as const, ...extra];
  return JSON.stringify(withoutSecrets(Object.fromEntries(all)), undefined, 2);
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RequestRefused('notThere');
  return value;
}
