/// <reference lib="dom" />

/**
 * What the stories ask of a page, installed before the page's own code runs. It looks only: the
 * one thing that it changes is the address to which media goes, which is how a person gets a
 * network path of their own (see Relay).
 */
export interface Probe {
  /** Video frames decoded so far for the person shown in a tile. */
  decodedFrames(peerId: string): Promise<number>;
  /** A fingerprint of the picture that a tile shows now, or null while there is none. */
  picture(peerId: string): string | null;
  /** Sum of the received audio's energy so far (RTCInboundRtpStreamStats.totalAudioEnergy). */
  audioEnergy(): Promise<number>;
  /** Video frames that this page has encoded and sent so far. */
  sentFrames(): Promise<number>;
  /** When lines of captions first appeared on this page as final, in order. */
  finalCaptions: CaptionSighting[];
  /** Every peer connection that the page has made. */
  connections: RTCPeerConnection[];
}

export interface CaptionSighting {
  segmentId: string;
  language: string;
  text: string;
  /** Milliseconds since the epoch, on this machine's clock. */
  at: number;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Runs in the page; must therefore refer to nothing outside itself. */
export function installProbe(mediaAddress: { from: string; to: string } | null): void {
  const connections: RTCPeerConnection[] = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }

    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (!mediaAddress || !description.sdp) return super.setRemoteDescription(description);
      const sdp = description.sdp.replaceAll(` ${mediaAddress.from} `, ` ${mediaAddress.to} `);
      return super.setRemoteDescription({ type: description.type, sdp });
    }
  };

  const live = () => connections.filter((each) => each.connectionState !== 'closed');

  const videoOf = (peerId: string) =>
    document.querySelector<HTMLVideoElement>(
      `[data-testid="tile"][data-peer-id="${peerId}"] video`,
    );

  const trackOf = (video: HTMLVideoElement | null) =>
    video?.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;

  async function sumOf(
    sources: { getStats(): Promise<RTCStatsReport> }[],
    type: string,
    kind: string,
    field: string,
  ): Promise<number> {
    let sum = 0;
    for (const source of sources) {
      for (const stats of (await source.getStats()).values()) {
        if (stats.type === type && stats.kind === kind) sum += stats[field] ?? 0;
      }
    }
    return sum;
  }

  const textOf = (line: HTMLElement) =>
    (line.querySelector('span[lang]') ?? line).textContent.trim();

  const finalCaptions: CaptionSighting[] = [];
  const seen = new Set<string>();
  const noteFinals = () => {
    const now = Date.now();
    const selector = '[data-segment-id][data-state]:not([data-state="partial"])';
    for (const line of document.querySelectorAll<HTMLElement>(selector)) {
      const { segmentId = '', language = '' } = line.dataset;
      const key = `${segmentId} ${language}`;
      if (seen.has(key)) continue;
      seen.add(key);
      finalCaptions.push({ segmentId, language, text: textOf(line), at: now });
    }
  };
  new MutationObserver(noteFinals).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-state', 'data-language'],
  });

  window.probe = {
    async decodedFrames(peerId) {
      const track = trackOf(videoOf(peerId));
      const receivers = live()
        .flatMap((each) => each.getReceivers())
        .filter((receiver) => receiver.track === track);
      return sumOf(receivers, 'inbound-rtp', 'video', 'framesDecoded');
    },
    picture(peerId) {
      const video = videoOf(peerId);
      if (!video || video.videoWidth === 0) return null;
      const canvas = document.createElement('canvas');
      canvas.width = 64;
      canvas.height = 48;
      const context = canvas.getContext('2d');
      context?.drawImage(video, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/png');
    },
    audioEnergy: () => sumOf(live(), 'inbound-rtp', 'audio', 'totalAudioEnergy'),
    sentFrames: () => sumOf(live(), 'outbound-rtp', 'video', 'framesSent'),
    finalCaptions,
    connections,
  };
}
