import type { ToHost } from './messages.ts';

/** Why a line could not be typed: the room is not open, or the host is closed. */
export class CaptionsUnavailableError extends Error {
  override readonly name = 'CaptionsUnavailableError';
}

interface PendingLine {
  roomId: string;
  /** Sent again when the host is another one. */
  message: ToHost;
  resolve(answer: { segmentId: string }): void;
  reject(error: Error): void;
}

/** Lines that somebody gave and the host has not taken yet. They outlive a host that dies. */
export class PendingLines {
  readonly #lines = new Map<string, PendingLine>();

  get messages(): ToHost[] {
    return [...this.#lines.values()].map(({ message }) => message);
  }

  /** Resolves when the host has taken the line. */
  add(roomId: string, segmentId: string, message: ToHost): Promise<{ segmentId: string }> {
    return new Promise((resolve, reject) => {
      this.#lines.set(segmentId, { roomId, message, resolve, reject });
    });
  }

  taken(segmentId: string): void {
    this.#lines.get(segmentId)?.resolve({ segmentId });
    this.#lines.delete(segmentId);
  }

  refused(segmentId: string, error: Error): void {
    this.#lines.get(segmentId)?.reject(error);
    this.#lines.delete(segmentId);
  }

  /** Of one room, or of all. */
  giveUp(reason: string, roomId?: string): void {
    for (const [segmentId, line] of this.#lines) {
      if (roomId !== undefined && line.roomId !== roomId) continue;
      this.refused(segmentId, new CaptionsUnavailableError(reason));
    }
  }
}
