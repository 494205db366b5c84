import { randomUUID } from 'node:crypto';
import type { ChatMessage } from '@silkconsult/protocol';
import { LIMITS } from './rules.ts';

/** What was written in the room, newest last; in memory only, gone with the room. */
export class Chat {
  readonly #messages: ChatMessage[] = [];

  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  post(author: { peerId: string; name: string }, text: string, at: Date): ChatMessage {
    const { peerId, name } = author;
    const message = { messageId: randomUUID(), peerId, name, text, at: at.toISOString() };
    this.#messages.push(message);
    if (this.#messages.length > LIMITS.chatKept) this.#messages.shift();
    return message;
  }
}
