import type {
  Circle,
  Covers,
  Dialect,
  Language,
  OfferKind,
  OfferState,
  RecipientState,
} from '@silkconsult/protocol';

interface InterpreterOfferTable {
  id: string;
  appointment_id: string;
  kind: OfferKind;
  from_language: Language;
  to_language: Language;
  dialect: Dialect | null;
  state: OfferState;
  /** Grows with every round and every new beginning: a job for an older turn does nothing. */
  turn: number;
  /** Null: nobody has been asked yet. */
  circle: Circle | null;
  round_ends_at: Date | null;
  created_by: string;
  created_at: Date;
  /** When its first circle was asked, also for the second time. */
  began_at: Date;
}

interface InterpreterOfferRecipientTable {
  offer_id: string;
  actor_id: string;
  circle: Circle;
  covers: Covers;
  state: RecipientState;
  offered_at: Date;
  seen_at: Date | null;
  answered_at: Date | null;
}

export interface OfferTables {
  interpreter_offer: InterpreterOfferTable;
  interpreter_offer_recipient: InterpreterOfferRecipientTable;
}
