import type { Me } from '@silkconsult/protocol';
import type { Icon } from '@tabler/icons-react';
import {
  IconBadgeCc,
  IconBell,
  IconBellRinging,
  IconCalendarEvent,
  IconCalendarSearch,
  IconCalendarWeek,
  IconClipboardText,
  IconClockEdit,
  IconFileCertificate,
  IconFileImport,
  IconLayoutList,
  IconMailOpened,
  IconNotes,
  IconPhoneCall,
  IconVocabulary,
} from '@tabler/icons-react';

import { hasRequests } from '../features/requests/names.ts';

/** A page that people find in the header. */
export interface Destination {
  path: string;
  /** The key of its name. */
  label: string;
  icon: Icon;
  /** Behind "More" where the row would not hold everything. */
  rare?: true;
  /** Whether this person has anything to do there; what they may do there the server decides. */
  suits(me: Me): boolean;
}

const coordinates = ({ role }: Me) => role === 'coordinator' || role === 'admin';

const interprets = ({ role }: Me) => role === 'interpreter';

/** Who can be on call, and who arranges that. */
const isOnCall = (me: Me) =>
  interprets(me) ||
  me.kind === 'specialist' ||
  (coordinates(me) && me.organizationKind === 'urumqi');

/** Who sees to the phrasebook and the glossary, signs wordings, or suggests terms. */
const readsWordings = (me: Me) =>
  interprets(me) ||
  me.role === 'practitioner' ||
  (coordinates(me) && me.organizationKind === 'urumqi');

const readsCases = (me: Me) => coordinates(me) || me.role === 'practitioner';

const readsTranscripts = ({ role }: Me) =>
  role === 'coordinator' || role === 'practitioner' || role === 'interpreter';

/** In the order of the header. */
export const DESTINATIONS: readonly Destination[] = [
  { path: '/', label: 'app.myDay', icon: IconCalendarEvent, suits: () => true },
  { path: '/board', label: 'app.board', icon: IconLayoutList, suits: coordinates },
  { path: '/find-time', label: 'app.finder', icon: IconCalendarSearch, suits: coordinates },
  { path: '/offers', label: 'app.offers', icon: IconBellRinging, suits: interprets },
  {
    path: '/calendar',
    label: 'app.calendar',
    icon: IconCalendarWeek,
    suits: ({ role }) => role !== 'patient',
  },
  {
    path: '/requests',
    label: 'app.requests',
    icon: IconClipboardText,
    suits: hasRequests,
  },
  {
    path: '/agreements',
    label: 'app.agreements',
    icon: IconFileCertificate,
    rare: true,
    suits: ({ role }) => role === 'coordinator' || role === 'admin',
  },
  {
    path: '/availability',
    label: 'app.availability',
    icon: IconClockEdit,
    suits: ({ role }) => role !== 'patient' && role !== 'observer',
  },
  { path: '/on-call', label: 'app.onCall', icon: IconPhoneCall, suits: isOnCall },
  {
    path: '/notices',
    label: 'app.notices',
    icon: IconBell,
    rare: true,
    suits: (me) => me.role !== 'patient',
  },
  {
    path: '/import',
    label: 'app.import',
    icon: IconFileImport,
    suits: ({ role }) => role === 'admin',
  },
  {
    path: '/captions-health',
    label: 'captions.title',
    icon: IconBadgeCc,
    rare: true,
    suits: ({ role, organizationKind }) => role === 'admin' && organizationKind === 'urumqi',
  },
  { path: '/cases', label: 'app.cases', icon: IconMailOpened, rare: true, suits: readsCases },
  {
    path: '/transcripts',
    label: 'app.transcripts',
    icon: IconNotes,
    rare: true,
    suits: readsTranscripts,
  },
  {
    path: '/wordings',
    label: 'app.wordings',
    icon: IconVocabulary,
    rare: true,
    suits: readsWordings,
  },
];

/** More than this many do not stand in one row, in the longest of the languages. */
const IN_A_ROW = 8;

/** Which of these stand in the row, and which behind "More". */
export function inTheRow(destinations: readonly Destination[]): {
  row: readonly Destination[];
  more: readonly Destination[];
} {
  const more = destinations.filter(({ rare }) => rare);
  if (destinations.length <= IN_A_ROW || more.length < 2) return { row: destinations, more: [] };
  return { row: destinations.filter(({ rare }) => !rare), more };
}

/** Whether an address belongs to a destination: itself, or a page below it. */
export function isWithin(location: string, path: string): boolean {
  if (path === '/') return location === '/' || location.startsWith('/appointments/');
  return location === path || location.startsWith(`${path}/`);
}
