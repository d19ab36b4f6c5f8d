/** Records as answers of the cloud have them. */

type Fields = Readonly<Record<string, unknown>>;

/**
 * A device with as much as lists usually tell of one.
 * @param fields what this one has instead
 */
export function wireDevice(id: string, number: number, fields: Fields = {}) {
  return {
    id,
    name: `Lamp ${number}`,
    uid: 'eu1500000000000AbCdE',
    local_key: '0123456789abcdef',
    category: 'dj',
    product_id: 'abcdefghijklmnop',
    product_name: 'Smart lamp',
    sub: false,
    uuid: `uuid${number}`,
    owner_id: '12345678',
    online: number % 3 !== 0,
    status: Array.from({ length: 8 }, (_value, at) => ({
      code: `code_${at}`,
      value: at % 2 ? at * 100 : at > 3,
    })),
    active_time: 1_700_000_000,
    create_time: 1_700_000_000,
    update_time: 1_700_000_000 + number,
    time_zone: '+01:00',
    ip: '203.0.113.5',
    model: 'L1',
    biz_type: 0,
    icon: 'smart/icon/lamp.png',
    ...fields,
  };
}

/** A device with every field that is known. */
export const wholeDevice: Fields = {
  ...{ id: 'd1', name: 'Lamp', uid: 'u', local_key: 'k', category: 'dj', product_id: 'p' },
  ...{ product_name: 'P', sub: false, uuid: 'uu', owner_id: '1', online: true, biz_type: 1 },
  ...{ status: [{ code: 'switch', value: true }], icon: 'i', ip: '192.0.2.1', time_zone: '+01:00' },
  ...{ active_time: 1589505938, create_time: 1589505938, update_time: 1589505938 },
  ...{ model: 'M', lat: '1.0', lon: '2.0', node_id: 'n', gateway_id: 'g' },
};

/** The same of a log's row. */
export const wholeLogRow: Fields = {
  ...{ event_time: 5, event_id: 7, event_from: '1', code: 'switch', value: 'true', status: '1' },
  row: 'key',
};
