import { laidOutJson } from '../../base/boundedJson.js';
import type { Asker, Asking } from '../../base/asking.js';
import { AbortError } from '../../base/errors.js';
import { isoTime } from '../../base/isoTime.js';
import { isSecretName, withoutSecrets } from '../../base/secretNames.js';
import type { DetailsState, RefreshOutcome } from '../../model/details/detailsState.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { decodeValue, rawText } from '../../model/values/decodeValue.js';
import { shownText } from '../../model/values/shownText.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { Handlers } from '../../protocol/channel.js';
import type { CopyRequest, DeviceAction, FromDetailsPage } from '../../protocol/details.js';
import {
  attributeParams,
  copySchema,
  dataPointParams,
  deviceActionParams,
  deviceIdParams,
  pointCodeParams,
} from '../../protocol/details.js';
import { noParams } from '../../protocol/page.js';
import { visible } from '../../protocol/text.js';
import type { Device } from '../../tuya/results.js';
import { attributeGroups, type AttributeRow } from './attributes.js';
import { factoryFields, linkedDevices } from './detailsSnapshot.js';
import { shownCode } from './deviceParts.js';
import { devicePoints, type DevicePoint } from './devicePoints.js';
import type { SendRequests } from './detailsSending.js';
import { onlyOne, type WriteRequests } from './detailsWrites.js';
import { shownWords } from './meaningDto.js';
import { otherFields, type OtherField } from './otherFields.js';
import { pointCodes } from './pointTable.js';
import { shownElsewhere } from './unreadFields.js';
import { RequestRefused } from '../host/requestRefused.js';
import { order, request } from '../host/requests.js';
import { fullLength, valueDto } from './valueDto.js';

/** What the page's requests act on. */
export interface DetailsRequestDeps {
  readonly details: {
    readonly ref: DeviceRef;
    state(): DetailsState;
    refresh(asker: Asker): Promise<RefreshOutcome>;
    cancelRefresh(): void;
    loadSubDevices(asking: Asking): Promise<void>;
    renewModel(): Promise<void>;
    loadShadow(): Promise<void>;
    readonly extras: { readonly factory: { load(asker: Asker): Promise<void> } };
  };
  /** The requests that change something. */
  readonly writes: WriteRequests;
  /** The requests that send data points. */
  readonly sending: SendRequests;
  copy(text: string): Promise<void>;
  openDevice(ref: DeviceRef): void;
  showExtensionLog(): void;
  /** With a code: the rows of that data point. */
  openDeviceLog(code?: string): void;
  /** Runs a command with this device; it tells by itself what goes wrong. */
  runAction(action: DeviceAction): void;
  /** Asks the person what this product's data point means. */
  editPoint(code: string): Promise<void>;
  showInSource(code: string): Promise<void>;
  /** The document of the device's product. */
  openProduct(): Promise<void>;
  /** Asks the person for a file with models of products. */
  importModel(): Promise<void>;
}

/** Answers to everything the page may ask. It names things; their values come from the host's own state. */
export function detailsRequests(deps: DetailsRequestDeps): Handlers<FromDetailsPage> {
  const { details } = deps;
  return {
    events: {},
    requests: {
      ...deps.writes,
      ...deps.sending,
      refresh: request(noParams, async () => {
        const result = await details.refresh('person');
        return { outcome: result.outcome, changed: result.outcome === 'updated' ? result.changed : 0 };
      }),
      cancelRefresh: order(noParams, () => details.cancelRefresh()),
      loadSubDevices: order(noParams, () => details.loadSubDevices({ asker: 'person' })),
      loadFactory: order(noParams, () => details.extras.factory.load('person')),
      reveal: request(attributeParams, ({ name }) => {
        const state = details.state();
        if (!isSecret(state, name)) throw new RequestRefused('notThere');
        return { value: visible(attributeText(state, name).slice(0, fullLength)) };
      }),
      copy: request(copySchema, async (what, signal) => {
        const text = textToCopy(what, details.state());
        if (signal.aborted) throw new AbortError();
        await deps.copy(text);
        return null;
      }),
      fullValue: request(dataPointParams, (which) => {
        const { point, model } = findPoint(details.state(), which);
        return { value: valueDto(point, fullLength, model) };
      }),
      editPoint: order(pointCodeParams, ({ code }) =>
        deps.editPoint(onlyOne(pointCodes(details.state()), code)),
      ),
      showInSource: order(pointCodeParams, ({ code }) =>
        deps.showInSource(onlyOne(pointCodes(details.state()), code)),
      ),
      renewModel: order(noParams, () => details.renewModel()),
      openProduct: order(noParams, () => deps.openProduct()),
      importModel: order(noParams, () => deps.importModel()),
      loadShadow: order(noParams, () => details.loadShadow()),
      openDevice: order(deviceIdParams, ({ deviceId }) => {
        if (!linkedDevices(details.state()).has(deviceId)) throw new RequestRefused('notLinked');
        deps.openDevice({ projectId: details.ref.projectId, deviceId });
      }),
      showExtensionLog: order(noParams, () => deps.showExtensionLog()),
      openDeviceLog: order(noParams, () => deps.openDeviceLog()),
      openPointLog: order(pointCodeParams, ({ code }) =>
        deps.openDeviceLog(onlyOne(pointCodes(details.state()), code)),
      ),
      runAction: order(deviceActionParams, ({ action }) => deps.runAction(action)),
    },
  };
}

function textToCopy(what: CopyRequest, state: DetailsState): string {
  switch (what.of) {
    case 'attribute':
      return attributeText(state, what.name);
    case 'json':
      return deviceJson(given(state.device));
    case 'dataPoint': {
      const { point, model } = findPoint(state, what);
      if (what.as === 'raw') return rawText(point.value);
      const decoded = decodeValue(point, model);
      return decoded.shown ? shownWords(decoded.shown, fullLength) : shownText(decoded);
    }
    case 'factory': {
      const field = factoryFields.find((name) => name === what.name);
      const info = state.factory.state === 'read' ? state.factory.value : undefined;
      if (field && info?.unread?.some((unread) => unread.field === field))
        return rawText(withoutSecrets(given(info.extra[field])));
      return given(field && info?.[field]);
    }
    case 'problem': {
      const { what: sentence, remedy, code, tid, field } = describeProblem(given(state.problem));
      const facts = [
        code === undefined ? '' : `code ${code}`,
        field === undefined ? '' : `answer: ${field}`,
        tid === undefined ? '' : `tid ${tid}`,
      ];
      return [sentence, remedy ?? '', facts.filter(Boolean).join(', ')].filter(Boolean).join('\n');
    }
  }
}

/** The data point at this place, where it is still the one that the page shows there. */
function findPoint(state: DetailsState, { index, code }: { index: number; code: string }): DevicePoint {
  const known = given(devicePoints(state)[index]);
  if (shownCode(known.point.code) !== code) throw new RequestRefused('notThere');
  return known;
}

/** An attribute as it is copied: times as ISO 8601, the rest as it came. */
function attributeText({ ref, device, gatewayId }: DetailsState, name: string): string {
  if (name === 'id') return ref.deviceId;
  const row = listedAttribute(name);
  if (device && shownElsewhere(device).has(name)) {
    const value = given(device.extra[name]);
    return rawText(row?.kind === 'secret' ? value : withoutSecrets(value));
  }
  if (name === 'gateway_id') return given(device?.gatewayId ?? gatewayId);
  if (!row) {
    const { value, isSecret } = given(otherField(device, name));
    // A secret as such is asked for by its name; one inside another field isn't.
    return rawText(isSecret ? value : withoutSecrets(value));
  }
  return rawText(asCopied(row, given(device?.[row.field])));
}

/** A time that no calendar holds stays the number it is. */
function asCopied({ kind }: AttributeRow, value: Device[AttributeRow['field']]): unknown {
  return kind === 'time' && typeof value === 'number' ? (isoTime(value) ?? value) : value;
}

function isSecret({ device }: DetailsState, name: string): boolean {
  const row = listedAttribute(name);
  return row ? row.kind === 'secret' : otherField(device, name)?.isSecret === true;
}

function listedAttribute(name: string): AttributeRow | undefined {
  return attributeGroups.flatMap(({ rows }) => rows).find(({ wireName }) => wireName === name);
}

function otherField(device: Device | undefined, name: string): OtherField | undefined {
  return device && otherFields(device).find((field) => field.name === name);
}

/** The device with the cloud's own field names, times as ISO 8601, without its secrets. */
export function deviceJson(device: Device): string {
  const rows = attributeGroups.flatMap(({ rows: fields }) => fields);
  const named = rows
    .filter(({ kind }) => kind !== 'secret')
    .map((row) => [row.wireName, asCopied(row, device[row.field])] as const);
  const extra = Object.entries(device.extra).filter(([name]) => !isSecretName(name));
  const all = [...named, ['status', device.status] as const, ...extra];
  return laidOutJson(withoutSecrets(Object.fromEntries(all)));
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RequestRefused('notThere');
  return value;
}
