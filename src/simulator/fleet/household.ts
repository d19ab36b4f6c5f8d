/** The fixed part of every fleet: a handful of people and the devices that make the interesting cases. */

export interface Person {
  /** First letters of a uid: the data center the account was made in. */
  readonly region: string;
  readonly username: string;
  readonly email: string;
  readonly mobile: string;
  readonly countryCode: string;
  readonly timeZone: string;
  readonly lat: string;
  readonly lon: string;
  /** False for an account that was linked from Tuya's own app and so isn't among the schema's users. */
  readonly inApp: boolean;
}

export const people: readonly Person[] = [
  {
    region: 'eu',
    username: 'mila.novak@example.com',
    email: 'mila.novak@example.com',
    mobile: '',
    countryCode: '49',
    timeZone: '+01:00',
    lat: '52.5200',
    lon: '13.4050',
    inApp: true,
  },
  {
    region: 'ay',
    username: '86-13800000000',
    email: '',
    mobile: '86-13800000000',
    countryCode: '86',
    timeZone: '+08:00',
    lat: '30.2741',
    lon: '120.1551',
    inApp: true,
  },
  {
    region: 'eu',
    username: 'jürgen.groß@example.org',
    email: 'juergen.gross@example.org',
    mobile: '',
    countryCode: '41',
    timeZone: '+01:00',
    lat: '47.3769',
    lon: '8.5417',
    inApp: false,
  },
  {
    region: 'az',
    username: 'new.account@example.com',
    email: 'new.account@example.com',
    mobile: '',
    countryCode: '1',
    timeZone: '-08:00',
    lat: '37.7749',
    lon: '-122.4194',
    inApp: true,
  },
];

/** How a device stands to the network. */
export type Connectivity = 'steady' | 'offline' | 'sleepy';

export interface Placement {
  readonly product: string;
  readonly name: string;
  /** Index into {@link people}. */
  readonly owner: number;
  /** Index of the gateway in this list. */
  readonly gateway?: number;
  readonly connectivity?: Connectivity;
  /** Index of the person it's shared with. */
  readonly sharedWith?: number;
  /** A Zigbee device whose key the cloud doesn't tell. */
  readonly keyless?: boolean;
}

export const household: readonly Placement[] = [
  { product: 'gateway', name: 'Hub Diele', owner: 0 },
  { product: 'climate', name: 'Wohnzimmer Klima', owner: 0, gateway: 0 },
  { product: 'door', name: 'Haustür', owner: 0, gateway: 0 },
  { product: 'motion', name: 'Flur Bewegung', owner: 0, gateway: 0 },
  { product: 'leak', name: 'Waschküche Wasser', owner: 0, gateway: 0, keyless: true },
  { product: 'strip', name: 'Schreibtisch', owner: 0, sharedWith: 2 },
  { product: 'scale', name: 'Body fat scale', owner: 0 },
  { product: 'bench', name: 'Bench Board WBR3', owner: 0 },
  { product: 'speaker', name: 'Wi-Fi smart speaker SS190', owner: 1, connectivity: 'offline' },
  { product: 'socket', name: 'Living Room Plug 客厅插座', owner: 1 },
  { product: 'bulb', name: 'Bedroom Lamp 卧室灯 🌙', owner: 1 },
  { product: 'curtain', name: 'Balcony Curtain 阳台窗帘', owner: 1 },
  { product: 'irHub', name: 'Universal Remote 万能遥控器', owner: 1 },
  { product: 'airConditioner', name: 'Study Air Conditioner 书房空调', owner: 1, connectivity: 'offline' },
  { product: 'thermostat', name: 'Fußbodenheizung Büro', owner: 2 },
  { product: 'socket', name: 'Kühlschrank', owner: 2 },
  { product: 'meter', name: 'Zähler Keller', owner: 2 },
  { product: 'soil', name: 'Pépinière – sol', owner: 2, connectivity: 'sleepy' },
  { product: 'vacuum', name: 'Staubsauger “Rosie”', owner: 2 },
  { product: 'gateway', name: 'Hub Garage', owner: 2, connectivity: 'offline' },
  { product: 'door', name: 'Garagentor', owner: 2, gateway: 19 },
  { product: 'virtualLamp', name: 'مصباح تجريبي', owner: 1 },
];

/** Words for rooms, for the homes beyond the fixed household. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  en: ['Kitchen', 'Living room', 'Bedroom', 'Garage', 'Office', 'Attic', 'Porch', 'Workshop'],
  de: ['Küche', 'Wohnzimmer', 'Schlafzimmer', 'Büro', 'Keller', 'Diele', 'Dachboden', 'Gästezimmer'],
  zh: ['厨房', '客厅', '卧室', '书房', '阳台', '车库', '走廊', '儿童房'],
  fr: ['Cuisine', 'Salon', 'Chambre', 'Entrée', 'Bureau', 'Véranda', 'Garage', 'Grenier'],
  pt: ['Cozinha', 'Sala', 'Quarto', 'Escritório', 'Garagem', 'Varanda', 'Corredor', 'Sótão'],
  ja: ['台所', '居間', '寝室', '書斎', '玄関', 'ガレージ', '廊下', '和室'],
  ru: ['Кухня', 'Гостиная', 'Спальня', 'Кабинет', 'Гараж', 'Балкон', 'Прихожая', 'Подвал'],
  ar: ['المطبخ', 'غرفة المعيشة', 'غرفة النوم', 'المكتب', 'المرآب', 'الشرفة', 'الممر', 'المخزن'],
};
