import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema, pageQuerySchema } from '../primitives.ts';

/** Everything that people are told of by themselves. Each has its texts in every language. */
export const NOTICE_KINDS = [
  'consult-booked',
  'series-booked',
  'consult-moved',
  'consult-cancelled',
  'consult-in-a-day',
  'consult-soon',
  'interpreter-offered',
  'interpreter-called',
  'interpreter-not-found',
  'interpreter-released',
  'captions-proposed',
  'emergency',
] as const;
export const noticeKindSchema = z.enum(NOTICE_KINDS).meta({ id: 'NoticeKind' });
export type NoticeKind = z.infer<typeof noticeKindSchema>;

export const noticeChannelSchema = z.enum(['mail', 'sms', 'push', 'in-app']);
export type NoticeChannel = z.infer<typeof noticeChannelSchema>;

/**
 * `failed` is tried again by itself; `given-up` is not; `withdrawn` was overtaken by events before it
 * left.
 */
export const noticeStateSchema = z.enum(['queued', 'sent', 'failed', 'given-up', 'withdrawn']);
export type NoticeState = z.infer<typeof noticeStateSchema>;

/** What the viewer was told, in the language in which it was told. */
export const noticeSchema = z.object({
  id: idSchema,
  kind: noticeKindSchema,
  language: languageSchema,
  title: z.string(),
  /** The page that it is about, as a path of the client. */
  path: z.string(),
  /** It asks for an answer now: the page rings while it is open. */
  ring: z.boolean(),
  createdAt: instantSchema,
  readAt: instantSchema.optional(),
  /** When it stopped asking for anything: the offer was taken, for example. */
  resolvedAt: instantSchema.optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const noticeQuerySchema = pageQuerySchema;

/** What could not be told: whom it concerns, and why, without what it said. */
export const undeliveredNoticeSchema = z.object({
  id: idSchema,
  kind: noticeKindSchema,
  channel: noticeChannelSchema,
  state: noticeStateSchema,
  recipientName: z.string(),
  organizationName: z.string(),
  attempts: z.number().int(),
  errorCode: z.string(),
  createdAt: instantSchema,
});
export type UndeliveredNotice = z.infer<typeof undeliveredNoticeSchema>;

/** A mail of the demonstration, as it would have been sent. */
export const mailboxEntrySchema = z.object({
  id: idSchema,
  to: z.object({ name: z.string(), address: z.string(), organizationName: z.string() }),
  language: languageSchema,
  kind: noticeKindSchema,
  subject: z.string(),
  text: z.string(),
  state: noticeStateSchema,
  createdAt: instantSchema,
  calendar: z
    .object({ method: z.enum(['REQUEST', 'CANCEL', 'PUBLISH']), content: z.string() })
    .optional(),
});
export type MailboxEntry = z.infer<typeof mailboxEntrySchema>;

/** An international telephone number; spaces and dashes are taken out. */
const phoneSchema = z
  .string()
  .transform((text) => text.replace(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/));

export const noticeSettingsSchema = z.object({
  language: languageSchema,
  mail: z.boolean(),
  sms: z.boolean(),
  push: z.boolean(),
  phone: z.string().optional(),
  /** What this installation can send at all. */
  available: z.object({
    mail: z.boolean(),
    sms: z.boolean(),
    push: z.boolean(),
    /** A demonstration shows its mail on a page. */
    mailbox: z.boolean(),
  }),
  /** What a browser needs to subscribe to push messages. */
  pushKey: z.string(),
});
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>;

export const noticeSettingsChangeSchema = z
  .object({
    language: languageSchema.optional(),
    mail: z.boolean().optional(),
    sms: z.boolean().optional(),
    push: z.boolean().optional(),
    /** Null forgets the number. */
    phone: phoneSchema.nullable().optional(),
  })
  .strict();
export type NoticeSettingsChange = z.infer<typeof noticeSettingsChangeSchema>;

/** A browser's `PushSubscription.toJSON()`. */
export const newPushSubscriptionSchema = z.object({
  endpoint: z.url().max(1000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    auth: z.string().regex(/^[\w-]{22}(==)?$/),
  }),
});
export type NewPushSubscription = z.infer<typeof newPushSubscriptionSchema>;

/** What a push message carries, encrypted for the browser that shows it. */
export const pushMessageSchema = z.object({
  id: idSchema,
  language: languageSchema,
  title: z.string(),
  text: z.string(),
  path: z.string(),
  /** It rings until somebody answers. */
  ring: z.boolean(),
});
export type PushMessage = z.infer<typeof pushMessageSchema>;

export const calendarFeedSchema = z.object({
  id: idSchema,
  createdAt: instantSchema,
  /** When a calendar last asked for it. */
  readAt: instantSchema.optional(),
});
export type CalendarFeed = z.infer<typeof calendarFeedSchema>;

/** The only moment at which the address is shown: the server keeps a hash of its token. */
export const createdCalendarFeedSchema = calendarFeedSchema.extend({ url: z.url() });
export type CreatedCalendarFeed = z.infer<typeof createdCalendarFeedSchema>;
