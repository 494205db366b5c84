import type { CaptionStatus, OverloadLevel, PeerInfo } from '@silkconsult/protocol';

/** The worst level among the languages that are spoken in the room: others' overload is no news. */
export function captionLevel(
  { overload }: CaptionStatus,
  peers: readonly Pick<PeerInfo, 'spokenLanguage'>[],
): OverloadLevel {
  const levels = peers.map(({ spokenLanguage }) => overload?.[spokenLanguage] ?? 0);
  return Math.max(0, ...levels) as OverloadLevel;
}
