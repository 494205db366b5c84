/** The name of a line within the transcript's page: a search leads to it. */
export const anchorOf = (segmentId: string) => `line-${segmentId}`;

/** Brings the line into view that the address names; the browser looked before it was there. */
export function showNamed(): void {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name !== '') document.getElementById(name)?.scrollIntoView({ block: 'center' });
}
