import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { type CalendarEntry, writeFeed, writeInvitation } from './write.ts';

const HOUR = 3_600_000;
/** The zones of the network, and some whose clocks change twice a year. */
const ZONES = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Almaty',
  'Asia/Tashkent',
  'Asia/Samarkand',
  'Asia/Dushanbe',
  'Asia/Ashgabat',
  'Asia/Karachi',
  'Asia/Bishkek',
  'Asia/Hovd',
  'Asia/Barnaul',
  'Asia/Ulaanbaatar',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
];
const INSTANTS = [
  '2024-02-28T09:00:00Z',
  // The last hour at +06 in Almaty, and the first at +05.
  '2024-02-29T17:30:00Z',
  '2024-02-29T18:00:00Z',
  '2024-03-01T09:00:00Z',
  // Around the changes of 2026 in Berlin, New York and on Lord Howe.
  '2026-03-29T00:30:00Z',
  '2026-03-29T01:30:00Z',
  '2026-10-25T02:30:00Z',
  '2026-11-01T07:30:00Z',
  '2026-04-04T16:00:00Z',
  '2026-11-23T02:00:00Z',
];

const entry = (start: string, change: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'a1@consult.example',
  sequence: 3,
  cancelled: false,
  summary: '视频会诊',
  description: 'عبارة طويلة\nhttps://consult.example/appointments/a1',
  url: 'https://consult.example/appointments/a1',
  changedAt: new Date('2026-11-22T10:00:00Z'),
  start: new Date(start),
  end: new Date(Date.parse(start) + HOUR),
  ...change,
});
const PARTIES = {
  organizer: { name: 'SilkConsult', email: 'consult@hospital.example' },
  attendee: { name: 'Айгүл Осмонова', email: 'aigul@hospital.example' },
};

/** Reads as a calendar program does that knows no zone but those that the file brings. */
function read(content: string) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(content));
  const zones = calendar
    .getAllSubcomponents('vtimezone')
    .map((component) => new ICAL.Timezone(component));
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const instant = (name: 'dtstart' | 'dtend') => {
      const property = component.getFirstProperty(name);
      const time = property?.getFirstValue() as ICAL.Time;
      const tzid = property?.getFirstParameter('tzid');
      const zone =
        tzid === undefined && time.zone?.tzid === 'UTC'
          ? time.zone
          : zones.find((one) => one.tzid === tzid);
      if (!zone) throw new Error(`${name} names a zone that the file does not bring: ${tzid}`);
      time.zone = zone;
      return new Date(time.toUnixTime() * 1000).toISOString();
    };
    return { event, component, start: instant('dtstart'), end: instant('dtend') };
  });
  return { calendar, events };
}

describe('an invitation', () => {
  it.each(ZONES)('says the right instants in %s, to a reader that knows no zones', (timeZone) => {
    for (const start of INSTANTS) {
      const { content } = writeInvitation(entry(start), { language: 'ru', timeZone }, PARTIES);
      const { events } = read(content);
      const iso = new Date(start).toISOString();
      const end = new Date(Date.parse(start) + HOUR).toISOString();
      expect(events.map((one) => [one.start, one.end])).toEqual([[iso, end]]);
    }
  });

  it('writes the hour that Almaty saw twice in UTC, for no reader could tell which is meant', () => {
    const local = (start: string) =>
      /BEGIN:VEVENT[\s\S]*?DTSTART(\S+)/.exec(
        writeInvitation(entry(start), { language: 'kk', timeZone: 'Asia/Almaty' }, PARTIES).content,
      )?.[1];
    expect(local('2024-02-29T15:00:00Z')).toBe(';TZID=Asia/Almaty:20240229T210000');
    expect(local('2024-02-29T17:30:00Z')).toBe(':20240229T173000Z');
    expect(local('2024-02-29T18:30:00Z')).toBe(':20240229T183000Z');
    expect(local('2024-02-29T19:00:00Z')).toBe(';TZID=Asia/Almaty:20240301T000000');
  });

  it('keeps its identity over changes, counts them, and is withdrawn by CANCEL', () => {
    const reader = { language: 'zh-CN', timeZone: 'Asia/Shanghai' };
    const start = '2026-11-23T02:00:00Z';
    const request = writeInvitation(entry(start), reader, PARTIES);
    const cancel = writeInvitation(entry(start, { sequence: 4, cancelled: true }), reader, PARTIES);
    expect([request.method, cancel.method]).toEqual(['REQUEST', 'CANCEL']);
    const [first, last] = [read(request.content), read(cancel.content)];
    expect(first.calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(last.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    const events = [first, last].map(({ events: [one] }) => one?.event);
    expect(events.map((event) => event?.uid)).toEqual(['a1@consult.example', 'a1@consult.example']);
    expect(events.map((event) => event?.sequence)).toEqual([3, 4]);
    expect(last.events[0]?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(request.content).toContain('\r\nDTSTAMP:20261122T100000Z\r\n');
    expect(events[0]?.summary).toBe('视频会诊');
    expect(events[0]?.description).toContain('عبارة طويلة\nhttps://');
    const attendee = first.events[0]?.component.getFirstProperty('attendee');
    expect(String(attendee?.getFirstValue()).toLowerCase()).toBe('mailto:aigul@hospital.example');
    expect(attendee?.getFirstParameter('cn')).toBe('Айгүл Осмонова');
  });

  it('has lines that no reader cuts off', () => {
    const long = entry('2026-11-23T02:00:00Z', { description: '会诊'.repeat(200) });
    const { content } = writeInvitation(long, { language: 'zh-CN', timeZone: 'UTC' }, PARTIES);
    for (const line of content.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThan(76);
    expect(read(content).events[0]?.event.description).toBe('会诊'.repeat(200));
  });
});

describe('a calendar to subscribe to', () => {
  it('holds entries on both sides of a change of the clock, each at its instant', () => {
    const entries = INSTANTS.map((start, index) => entry(start, { uid: `a${index}@x` }));
    for (const timeZone of ZONES) {
      const { events } = read(writeFeed(entries, { language: 'ru', timeZone }, 'Консультации'));
      expect(events.map(({ start }) => start).sort()).toEqual(
        INSTANTS.map((start) => new Date(start).toISOString()).sort(),
      );
    }
  });

  it('is a calendar even while there is nothing in it', () => {
    const { calendar, events } = read(writeFeed([], { language: 'ur', timeZone: 'UTC' }, 'خالی'));
    expect(events).toEqual([]);
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('خالی');
  });
});
