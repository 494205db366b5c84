import type { Language, NoticeChannel, NoticeKind, NoticeState } from '@silkconsult/protocol';
import type { ColumnType, Generated } from 'kysely';

/** What was true when the notice was written; everything else is read when it is sent. */
export interface NoticeDetails {
  start: string;
  end: string;
  /** Where it was before it moved. */
  before?: { start: string; end: string };
  /** All consults of a series, of which it tells at once. */
  series?: { id: string; start: string; end: string }[];
  /** After that it is of no use to anybody, if that is before the end. */
  until?: string;
}

interface NoticeTable {
  id: string;
  recipient_id: string;
  kind: NoticeKind;
  channel: NoticeChannel;
  subject_id: string;
  subject_version: number;
  details: ColumnType<NoticeDetails, string, string>;
  language: Language;
  state: NoticeState;
  attempts: Generated<number>;
  error_code: string | null;
  created_at: Date;
  sent_at: Date | null;
  read_at: Date | null;
  /** Null: whatever it asks for still stands. */
  resolved_at: Date | null;
}

/** Absent: everything by its default. */
interface NoticeSettingTable {
  actor_id: string;
  language: Language | null;
  mail: boolean;
  sms: boolean;
  push: boolean;
  phone: string | null;
}

interface PushSubscriptionTable {
  id: string;
  actor_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: Date;
}

interface PushKeyTable {
  public_key: string;
  private_key: string;
}

interface CalendarFeedTable {
  id: string;
  actor_id: string;
  token_hash: Buffer;
  created_at: Date;
  read_at: Date | null;
  revoked_at: Date | null;
}

/** Booked, and nobody was told of it yet. */
interface UntoldBookingTable {
  appointment_id: string;
}

export interface NoticeTables {
  untold_booking: UntoldBookingTable;
  notice: NoticeTable;
  notice_setting: NoticeSettingTable;
  push_key: PushKeyTable;
  push_subscription: PushSubscriptionTable;
  calendar_feed: CalendarFeedTable;
}
