import type {
  CalendarFeed,
  CreatedCalendarFeed,
  MailboxEntry,
  NewPushSubscription,
  Notice,
  NoticeSettings,
  NoticeSettingsChange,
  UndeliveredNotice,
} from '@silkconsult/protocol';
import {
  calendarFeedSchema,
  createdCalendarFeedSchema,
  mailboxEntrySchema,
  noticeSchema,
  noticeSettingsSchema,
  pageOf,
  undeliveredNoticeSchema,
} from '@silkconsult/protocol';
import { ask, tell } from './http.ts';

export async function listNotices(): Promise<Notice[]> {
  return (await ask('/api/notices?limit=30', pageOf(noticeSchema))).items;
}

export function markNoticesRead(): Promise<void> {
  return tell('/api/notices/read', { method: 'POST' });
}

export async function listUndelivered(): Promise<UndeliveredNotice[]> {
  return (await ask('/api/notices/undelivered?limit=200', pageOf(undeliveredNoticeSchema))).items;
}

export function retryNotice(id: string): Promise<void> {
  return tell(`/api/notices/${encodeURIComponent(id)}/retry`, { method: 'POST' });
}

export async function readMailbox(): Promise<MailboxEntry[]> {
  return (await ask('/api/mailbox?limit=50', pageOf(mailboxEntrySchema))).items;
}

export function getNoticeSettings(): Promise<NoticeSettings> {
  return ask('/api/notice-settings', noticeSettingsSchema);
}

export function changeNoticeSettings(change: NoticeSettingsChange): Promise<NoticeSettings> {
  return ask('/api/notice-settings', noticeSettingsSchema, { method: 'PATCH', body: change });
}

export function savePushSubscription(subscription: NewPushSubscription): Promise<void> {
  return tell('/api/push-subscriptions', { method: 'POST', body: subscription });
}

export function removePushSubscription(endpoint: string): Promise<void> {
  return tell('/api/push-subscriptions/remove', { method: 'POST', body: { endpoint } });
}

export async function listCalendarFeeds(): Promise<CalendarFeed[]> {
  return (await ask('/api/calendar-feeds', pageOf(calendarFeedSchema))).items;
}

export function createCalendarFeed(): Promise<CreatedCalendarFeed> {
  return ask('/api/calendar-feeds', createdCalendarFeedSchema, { method: 'POST' });
}

export function revokeCalendarFeed(id: string): Promise<void> {
  return tell(`/api/calendar-feeds/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
