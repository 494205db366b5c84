import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import * as firstConsult from './migrations/0001-first-consult.ts';
import * as availability from './migrations/0002-availability.ts';
import * as machineClients from './migrations/0003-machine-clients.ts';
import * as search from './migrations/0004-search.ts';
import * as requests from './migrations/0005-requests.ts';
import * as dayBoard from './migrations/0006-day-board.ts';
import * as notices from './migrations/0007-notices.ts';
import * as imports from './migrations/0008-imports.ts';
import * as offers from './migrations/0009-offers.ts';
import * as rehearsals from './migrations/0010-rehearsals.ts';
import * as writtenCases from './migrations/0011-written-cases.ts';
import * as lastChanged from './migrations/0012-last-changed.ts';
import * as answeredNotices from './migrations/0013-answered-notices.ts';
import * as availabilityEvents from './migrations/0014-availability-events.ts';
import * as lostLinks from './migrations/0015-lost-links.ts';
import * as accounts from './migrations/0016-accounts.ts';
import * as sharedPushKeys from './migrations/0017-shared-push-keys.ts';
import * as swiftBooking from './migrations/0018-swift-booking.ts';
import * as transcripts from './migrations/0019-transcripts.ts';
import * as limitsOfHolds from './migrations/0020-limits-of-holds.ts';
import * as wordings from './migrations/0021-wordings.ts';
import * as speakerConsents from './migrations/0022-speaker-consents.ts';
import * as conditionalCreates from './migrations/0023-conditional-creates.ts';
import * as transcriptSearch from './migrations/0024-transcript-search.ts';
import type { Database } from './types.ts';

/** All of them, in order. A migration that has been released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first-consult': firstConsult,
  '0002-availability': availability,
  '0003-machine-clients': machineClients,
  '0004-search': search,
  '0005-requests': requests,
  '0006-day-board': dayBoard,
  '0007-notices': notices,
  '0008-imports': imports,
  '0009-offers': offers,
  '0010-rehearsals': rehearsals,
  '0011-written-cases': writtenCases,
  '0012-last-changed': lastChanged,
  '0013-answered-notices': answeredNotices,
  '0014-availability-events': availabilityEvents,
  '0015-lost-links': lostLinks,
  '0016-accounts': accounts,
  '0017-shared-push-keys': sharedPushKeys,
  '0018-swift-booking': swiftBooking,
  '0019-transcripts': transcripts,
  '0020-limits-of-holds': limitsOfHolds,
  '0021-wordings': wordings,
  '0022-speaker-consents': speakerConsents,
  '0023-conditional-creates': conditionalCreates,
  '0024-transcript-search': transcriptSearch,
};

/**
 * Brings the database to the newest schema. Safe when several processes start at once: the migrator
 * takes a lock, and the later ones find nothing left to do.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
