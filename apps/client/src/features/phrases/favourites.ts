/** Favourites are a person's own, in this browser: a shared machine keeps them apart. */
const keyOf = (personId: string) => `silkconsult.phrases.${personId}`;

export function favouritesOf(personId: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set(); // storage is closed to us, or holds something else
  }
}

export function keepFavourites(personId: string, favourites: ReadonlySet<string>): void {
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify([...favourites]));
  } catch {
    // They then last for this page only.
  }
}
