/** The part of sherpa-onnx-node that we use; the package ships no declarations. */
declare module 'sherpa-onnx-node' {
  export class Vad {
    constructor(
      config: {
        sileroVad: {
          model: string;
          threshold: number;
          minSpeechDuration: number;
          minSilenceDuration: number;
          maxSpeechDuration: number;
          windowSize: number;
        };
        sampleRate: number;
        numThreads: number;
        debug: number;
      },
      bufferSeconds: number,
    );
    acceptWaveform(samples: Float32Array): void;
    isDetected(): boolean;
    isEmpty(): boolean;
    pop(): void;
    reset(): void;
  }

  export interface OfflineModelConfig {
    zipformerCtc?: { model?: string };
    wenetCtc?: { model?: string };
    nemoCtc?: { model?: string };
    dolphin?: { model?: string };
    omnilingual?: { model?: string };
    paraformer?: { model?: string };
    senseVoice?: { model?: string; language: string; useInverseTextNormalization: number };
    whisper?: {
      encoder?: string;
      decoder?: string;
      language: string;
      task: 'transcribe';
      tailPaddings: number;
    };
    transducer?: { encoder?: string; decoder?: string; joiner?: string };
    fireRedAsr?: { encoder?: string; decoder?: string };
    modelingUnit?: string;
    bpeVocab?: string;
    tokens: string;
    numThreads: number;
    provider: 'cpu';
    debug: number;
  }

  export interface OfflineRecognizerConfig {
    featConfig: { sampleRate: number; featureDim: number };
    modelConfig: OfflineModelConfig;
    decodingMethod?: 'greedy_search' | 'modified_beam_search';
    hotwordsFile?: string;
    hotwordsScore?: number;
  }

  export interface OfflineStream {
    acceptWaveform(wave: { sampleRate: number; samples: Float32Array }): void;
  }

  export class OfflineRecognizer {
    constructor(config: OfflineRecognizerConfig);
    static createAsync(config: OfflineRecognizerConfig): Promise<OfflineRecognizer>;
    createStream(): OfflineStream;
    /** Blocks the thread. */
    decode(stream: OfflineStream): void;
    /** Decodes on another thread. Hold both until it settles. */
    decodeAsync(stream: OfflineStream): Promise<{ text: string }>;
    getResult(stream: OfflineStream): { text: string };
  }

  export interface OnlineModelConfig {
    transducer?: { encoder?: string; decoder?: string; joiner?: string };
    paraformer?: { encoder?: string; decoder?: string };
    zipformer2Ctc?: { model?: string };
    nemoCtc?: { model?: string };
    toneCtc?: { model?: string };
    modelingUnit?: string;
    bpeVocab?: string;
    tokens: string;
    numThreads: number;
    provider: 'cpu';
    debug: number;
  }

  export interface OnlineRecognizerConfig {
    featConfig: { sampleRate: number; featureDim: number };
    modelConfig: OnlineModelConfig;
    decodingMethod: 'greedy_search' | 'modified_beam_search';
    hotwordsFile?: string;
    hotwordsScore?: number;
    enableEndpoint: number;
  }

  export interface OnlineStream {
    acceptWaveform(wave: { sampleRate: number; samples: Float32Array }): void;
    inputFinished(): void;
  }

  /** All its methods block the thread. */
  export class OnlineRecognizer {
    constructor(config: OnlineRecognizerConfig);
    createStream(): OnlineStream;
    isReady(stream: OnlineStream): boolean;
    decode(stream: OnlineStream): void;
    getResult(stream: OnlineStream): { text: string };
  }
}
