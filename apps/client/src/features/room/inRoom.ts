const KEY = 'silkconsult.inRoom';

/** This tab is in the room of this consult: a reload goes straight back in. */
export function rememberInRoom(appointmentId: string): void {
  try {
    sessionStorage.setItem(KEY, appointmentId);
  } catch {
    // Without storage a reload passes the device check again.
  }
}

export function forgetInRoom(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // nothing was remembered
  }
}

export function wasInRoom(appointmentId: string): boolean {
  try {
    return sessionStorage.getItem(KEY) === appointmentId;
  } catch {
    return false;
  }
}
