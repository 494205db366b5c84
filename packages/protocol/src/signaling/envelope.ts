import type { ErrorCode, ErrorParams } from '../errors.ts';
import type { Notification } from './notifications.ts';
import type { Answer, RequestData, RequestName } from './requests.ts';

export interface Refusal {
  code: ErrorCode;
  i18nKey: string;
  params?: ErrorParams;
}

/** The acknowledgement of a request: its answer, or why not. Never an exception's message. */
export type Ack<N extends RequestName = RequestName> =
  | { ok: true; data: Answer<N> }
  | { ok: false; error: Refusal };

export type RequestMessage = {
  [N in RequestName]: { name: N; data: RequestData<N> };
}[RequestName];

/** socket.io's typed events. */
export interface ClientToServerEvents {
  request: (message: RequestMessage, ack: (answer: Ack) => void) => void;
}
export interface ServerToClientEvents {
  notification: (notification: Notification) => void;
}

/** What the socket carries in `auth`: the join token, never in a URL. */
export interface SocketAuth {
  token: string;
}
