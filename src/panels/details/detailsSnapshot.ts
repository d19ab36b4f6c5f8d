import { withoutSecrets } from '../../base/secretNames.js';
import type { WeightUnit } from '../../model/devices/weightUnits.js';
import type { DetailsState, MaybeSupported, OnDemand } from '../../model/details/detailsState.js';
import type { SentCommand } from '../../model/sending/sentCommand.js';
import type { Known } from '../../model/projects/project.js';
import { rawText } from '../../model/values/decodeValue.js';
import type {
  AttributeDto,
  AttributeGroupDto,
  DetailsSnapshot,
  DeviceLinkDto,
  FactoryDto,
  SubDevicesDto,
} from '../../protocol/details.js';
import type { UnreadFieldDto } from '../../protocol/deviceParts.js';
import { displayName, displayText } from '../../base/displayText.js';
import { categoryName } from '../../platform/display/categoryNames.js';
import { visible } from '../../protocol/text.js';
import type { Device, FactoryInfo } from '../../tuya/results.js';
import type { AttributeRow } from './attributes.js';
import { attributeGroups } from './attributes.js';
import { deviceUsers, live, outlets } from './deviceParts.js';
import { commandDtos } from './commandDto.js';
import { doubtDto } from './doubtDto.js';
import { modelDto, shadowDto } from './modelDto.js';
import { countOtherFields, mostRows, otherFields } from './otherFields.js';
import { pointTable } from './pointTable.js';
import { problemDto } from './problemDto.js';
import { hiddenSecret, unreadAttributes, unreadField, unreadPoints } from './unreadFields.js';
import { previewLength, shortened } from './valueDto.js';

/** What making a snapshot needs from outside. */
export interface SnapshotContext {
  device(deviceId: string): Known<Device> | undefined;
  /** https URL of the picture, or undefined where none may or can be fetched. */
  iconUrl(device: Device): string | undefined;
  readonly dataCenterName?: string;
  /** What was sent to the device, the newest first. */
  readonly commands?: readonly SentCommand[];
  readonly weightUnit: WeightUnit;
  readonly hasSource?: boolean;
  /** In milliseconds. */
  readonly liveIntervals: readonly number[];
}

const maxNameLength = 120;
/** Longer ones are refused where they are asked for. */
const maxIdLength = 200;
const infraredCategories: ReadonlySet<string> = new Set(['wnykq', 'hwktwkq', 'wsdykq']);

/** Everything the page shows, as plain data. The local key is never among it. */
export function detailsSnapshot(state: DetailsState, context: SnapshotContext): DetailsSnapshot {
  const { device, project, ref } = state;
  const icon = device && context.iconUrl(device);
  const model = modelDto(state);
  const noDataPoints = device && device.status.length === 0 ? whyNoDataPoints(state) : undefined;
  const gateway = state.gatewayId === undefined ? undefined : link(state.gatewayId, context);
  return {
    situation: situationOf(state),
    deviceId: displayText(ref.deviceId),
    name: nameOf(ref.deviceId, device ?? context.device(ref.deviceId)?.value),
    refreshing: state.refreshing,
    ...pointTable(state),
    shadow: shadowDto(state),
    unreadPoints: device ? badPoints(device) : [],
    attributes: device ? attributes(device, state.gatewayId, context) : [],
    subDevices: subDevices(state.subDevices, context),
    factory: factory(state.factory),
    isProtected: state.isProtected,
    outlets: outlets(state),
    users: deviceUsers(state, context.weightUnit),
    weightUnit: context.weightUnit,
    live: live(state),
    doubts: state.doubts.map(doubtDto),
    commands: commandDtos(context.commands ?? [], state.model?.points),
    liveIntervals: context.liveIntervals,
    ...(context.hasSource === true && { hasSource: true as const }),
    ...(device && unlisted('unlistedUnreadPoints', unreadPoints(device).length)),
    ...(device?.productName && { product: displayText(device.productName) }),
    ...(device?.category && categoryOf(device.category)),
    ...(device?.online !== undefined && { online: device.online }),
    ...(device?.uid && { uid: displayText(device.uid) }),
    ...(icon !== undefined && { icon }),
    ...(project && {
      project: {
        name: displayText(project.name),
        isDemo: project.kind === 'demo',
        ...(context.dataCenterName !== undefined && { dataCenter: context.dataCenterName }),
      },
    }),
    ...(gateway && { gateway }),
    ...(state.readAt !== undefined && { readAt: state.readAt }),
    ...(state.problem !== undefined && { problem: problemDto(state.problem) }),
    ...(noDataPoints && { noDataPoints }),
    ...(model && { model }),
  };
}

/** A code that has no words stands for itself. */
function categoryOf(code: string): Pick<DetailsSnapshot, 'category' | 'categoryName'> {
  const category = displayText(code);
  const words = categoryName(code);
  return { category, ...(words !== category && { categoryName: words }) };
}

/** The devices the page may ask to open: those that it shows as links. */
export function linkedDevices(state: DetailsState): ReadonlySet<string> {
  const listed = state.subDevices?.state === 'read' ? state.subDevices.value : [];
  return new Set(state.gatewayId === undefined ? listed : [...listed, state.gatewayId]);
}

/** A device's name as tab and headings show it; its id where it has none. */
export function nameOf(deviceId: string, device: Pick<Device, 'name'> | undefined): string {
  return displayName(device?.name, deviceId);
}

function situationOf({
  project,
  device,
  gone,
  isDeleted,
  refreshing,
}: DetailsState): DetailsSnapshot['situation'] {
  if (!project) return 'projectGone';
  if (gone) return isDeleted ? 'deleted' : 'gone';
  if (device) return 'known';
  return refreshing ? 'loading' : 'unread';
}

function whyNoDataPoints({ device, subDevices }: DetailsState): DetailsSnapshot['noDataPoints'] {
  if (device?.category !== undefined && infraredCategories.has(device.category)) return 'infrared';
  return subDevices ? 'gateway' : 'unknown';
}

function attributes(
  device: Device,
  gatewayId: string | undefined,
  context: SnapshotContext,
): readonly AttributeGroupDto[] {
  const unread = unreadAttributes(device);
  const groups: AttributeGroupDto[] = attributeGroups.map(({ key, rows }) => ({
    key,
    attributes: rows.map((row) =>
      unread.has(row.wireName) ? unreadAttribute(row, device) : attribute(row, device, gatewayId, context),
    ),
  }));
  const others = otherFields(device);
  if (others.length > 0) {
    groups.push({
      key: 'other',
      attributes: others.map(({ name, value, isSecret }) =>
        isSecret
          ? { name, kind: 'secret' }
          : text(name, 'code', withoutSecrets(value, hiddenSecret, previewLength)),
      ),
      ...unlisted('unlisted', countOtherFields(device)),
    });
  }
  return groups;
}

function attribute(
  { wireName, field, kind }: AttributeRow,
  device: Device,
  gatewayId: string | undefined,
  context: SnapshotContext,
): AttributeDto {
  const head = { name: wireName };
  const value = device[field] ?? (field === 'gatewayId' ? gatewayId : undefined);
  if (value === undefined || value === null || value === '') return { ...head, kind: 'absent' };
  if (kind === 'secret') return { ...head, kind };
  if (kind === 'flag' && typeof value === 'boolean') return { ...head, kind, value };
  if (kind === 'time' && typeof value === 'number') {
    return { ...head, kind, at: value, ...(device.timeZone && { zone: displayText(device.timeZone) }) };
  }
  if (kind === 'device' && typeof value === 'string') {
    return { ...head, kind, text: shortened(value, maxNameLength), link: link(value, context) };
  }
  return text(wireName, kind === 'text' ? 'text' : 'code', value);
}

function unreadAttribute({ wireName: name, kind }: AttributeRow, { extra }: Device): AttributeDto {
  if (kind === 'secret') return { name, kind, isUnread: true };
  const { text: raw, truncated } = unreadField(name, extra);
  return { name, kind: 'code', text: raw, truncated, isUnread: true };
}

function badPoints(device: Device): UnreadFieldDto[] {
  return unreadPoints(device)
    .slice(0, mostRows)
    .map((field) => unreadField(field, device.extra));
}

type TextDto = Extract<AttributeDto, { kind: 'text' | 'code' }>;

function text(name: string, kind: 'text' | 'code', value: unknown): TextDto {
  const raw = rawText(value);
  return {
    name,
    kind,
    text: visible(raw.slice(0, previewLength)),
    truncated: raw.length > previewLength,
  };
}

function link(deviceId: string, context: SnapshotContext): DeviceLinkDto {
  const device = context.device(deviceId)?.value;
  return {
    deviceId: deviceId.slice(0, maxIdLength),
    name: nameOf(deviceId, device),
    ...(device?.online !== undefined && { online: device.online }),
    ...(device?.productName && { product: displayText(device.productName) }),
  };
}

function subDevices(known: OnDemand<readonly string[]> | undefined, context: SnapshotContext): SubDevicesDto {
  if (!known) return { state: 'none' };
  if (known.state === 'failed') return { state: 'failed', problem: problemDto(known.problem) };
  if (known.state !== 'read') return { state: known.state };
  const listed = known.value.slice(0, mostRows);
  return {
    state: 'read',
    devices: listed.map((id) => link(id, context)),
    unlisted: known.value.length - listed.length,
  };
}

function factory(known: MaybeSupported<FactoryInfo | undefined>): FactoryDto {
  if (known.state === 'unsupported') return { state: 'unknown' };
  if (known.state === 'failed') return { state: 'failed', problem: problemDto(known.problem) };
  if (known.state !== 'read') return { state: known.state };
  const info = known.value;
  if (!info) return { state: 'unknown' };
  return {
    state: 'read',
    fields: factoryFields.map((name) => {
      const value = info[name];
      if (info.unread?.some(({ field }) => field === name))
        return { name, text: unreadField(name, info.extra).text, isUnread: true };
      return { name, ...(value && { text: shortened(value, previewLength) }) };
    }),
  };
}

/** How many rows of a table are left out, under this name; nothing where all are there. */
function unlisted<Name extends string>(name: Name, count: number): { readonly [K in Name]?: number } {
  return count > mostRows ? ({ [name]: count - mostRows } as { [K in Name]: number }) : {};
}

/** The factory fields that are shown, and may be copied. */
export const factoryFields = ['uuid', 'sn', 'mac'] as const;
