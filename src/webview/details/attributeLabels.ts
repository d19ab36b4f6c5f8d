import * as l10n from '@vscode/l10n';
import type { AttributeGroupKey } from '../../protocol/details.js';

export function groupTitle(key: AttributeGroupKey): string {
  return {
    identity: l10n.t('Identity'),
    product: l10n.t('Product'),
    place: l10n.t('Network and Place'),
    times: l10n.t('Times'),
    other: l10n.t('Other Fields'),
  }[key];
}

/** Standard names of the attributes, by their names on the wire. */
export function attributeLabels(): ReadonlyMap<string, string> {
  return new Map([
    ['id', l10n.t('Device ID')],
    ['name', l10n.t('Name')],
    ['uuid', l10n.t('UUID')],
    ['local_key', l10n.t('Local key')],
    ['uid', l10n.t('User ID')],
    ['owner_id', l10n.t('Home ID')],
    ['sub', l10n.t('Sub-device')],
    ['gateway_id', l10n.t('Gateway')],
    ['node_id', l10n.t('Node ID')],
    ['product_name', l10n.t('Product')],
    ['product_id', l10n.t('Product ID')],
    ['category', l10n.t('Category')],
    ['model', l10n.t('Model')],
    ['biz_type', l10n.t('Business type')],
    ['icon', l10n.t('Icon')],
    ['online', l10n.t('Online')],
    ['ip', l10n.t('IP address')],
    ['time_zone', l10n.t('Time zone')],
    ['lat', l10n.t('Latitude')],
    ['lon', l10n.t('Longitude')],
    ['active_time', l10n.t('Last paired')],
    ['create_time', l10n.t('First paired')],
    ['update_time', l10n.t('Last updated')],
  ]);
}
