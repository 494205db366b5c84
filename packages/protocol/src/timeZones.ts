/** Zones that have a name in the texts (`time.zones.<key>`); all of Kazakhstan shares one clock. */
const NAMES: Record<string, string> = {
  'Asia/Shanghai': 'beijing',
  'Asia/Urumqi': 'xinjiang',
  'Asia/Almaty': 'kazakhstan',
  'Asia/Qyzylorda': 'kazakhstan',
  'Asia/Qostanay': 'kazakhstan',
  'Asia/Aqtobe': 'kazakhstan',
  'Asia/Aqtau': 'kazakhstan',
  'Asia/Atyrau': 'kazakhstan',
  'Asia/Oral': 'kazakhstan',
  'Asia/Bishkek': 'kyrgyzstan',
  'Asia/Tashkent': 'uzbekistan',
  'Asia/Samarkand': 'uzbekistan',
  'Asia/Dushanbe': 'tajikistan',
  'Asia/Ashgabat': 'turkmenistan',
  'Asia/Karachi': 'pakistan',
  'Asia/Ulaanbaatar': 'ulaanbaatar',
  'Asia/Hovd': 'hovd',
  'Asia/Barnaul': 'barnaul',
  'Europe/Moscow': 'moscow',
  UTC: 'universal',
};

/** For choosing from: all that the network's people live by. */
export const NAMED_ZONES: readonly string[] = Object.keys(NAMES);

/** The texts' key of a zone's name, or undefined when it has only its city. */
export function zoneNameKey(zone: string): string | undefined {
  return NAMES[zone];
}

/** 'Asia/Novosibirsk' → 'Novosibirsk'. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/**
 * 'UTC+5', 'UTC+5:30', 'UTC'.
 *
 * @param minutes east of UTC
 */
export function offsetText(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const sign = minutes < 0 ? '−' : '+';
  const rest = Math.abs(minutes) % 60;
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `UTC${sign}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}
