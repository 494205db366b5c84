import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OnnxConstant, OnnxModel, OnnxNode, OnnxValue } from './onnx.ts';
import { onnxFile } from './onnx.ts';
import { concat, SAMPLE_RATE, silence } from './speech.ts';

/** What the models of our tests can hear: each sign is a tone of its own height. */
export const TONE_ALPHABET = ['▁', 'ж', 'ү', 'р', 'ө', 'к', 'о', 'а', 'т'] as const;

/** The blank is one too. */
export const SIGNS = TONE_ALPHABET.length + 1;
const MEL_BANDS = 80;
const BANDS_APART = 7;
const FIRST_BAND = 12;
const SUBSAMPLING = 4;

const bandOf = (sign: number) => FIRST_BAND + sign * BANDS_APART;

/** The middle of a mel band, as Kaldi spaces 80 of them from 20 to 7600 Hz. */
function hertzOf(band: number): number {
  const mel = (hertz: number) => 1127 * Math.log(1 + hertz / 700);
  const low = mel(20);
  const width = (mel(7600) - low) / (MEL_BANDS + 1);
  return 700 * (Math.exp((low + (band + 1) * width) / 1127) - 1);
}

/** "Speaks" a text of the tone alphabet: 200 ms a sign. Its stretches of silence part equal signs. */
export function tones(text: string): Int16Array {
  const signs = [...text.replaceAll(' ', '▁')].map((sign) => {
    const index = (TONE_ALPHABET as readonly string[]).indexOf(sign);
    if (index < 0) throw new Error(`${sign} is not in the tone alphabet`);
    const step = (2 * Math.PI * hertzOf(bandOf(index))) / SAMPLE_RATE;
    return Int16Array.from({ length: 0.15 * SAMPLE_RATE }, (_, i) => 9000 * Math.sin(i * step));
  });
  return concat(...signs.flatMap((sign) => [sign, silence(50)]));
}

/** The place of a sign among the tokens. */
export function signOf(sign: (typeof TONE_ALPHABET)[number]): number {
  return TONE_ALPHABET.indexOf(sign) + 1;
}

/**
 * What `HEARING` needs: energy in the sign's mel band speaks for the sign; nothing but silence is
 * the blank. It looks at so many frames, one in four of them.
 */
export function hearingConstants(frames: number): OnnxConstant[] {
  const weights = new Float32Array(MEL_BANDS * SIGNS);
  TONE_ALPHABET.forEach((sign, index) => {
    weights[bandOf(index) * SIGNS + signOf(sign)] = 1;
  });
  const ints = (name: string, ...values: number[]) => ({
    name,
    dims: [values.length],
    data: BigInt64Array.from(values.map(BigInt)),
  });
  return [
    { name: 'weights', dims: [MEL_BANDS, SIGNS], data: weights },
    ints('start', 0),
    ints('end', frames),
    ints('axis', 1),
    ints('step', SUBSAMPLING),
    ints('up', SUBSAMPLING - 1),
  ];
}

/** Frames `x` → a logit for each sign. */
export const HEARING: readonly OnnxNode[] = [
  { op: 'Slice', inputs: ['x', 'start', 'end', 'axis', 'step'], outputs: ['fewer'] },
  { op: 'MatMul', inputs: ['fewer', 'weights'], outputs: ['logits'] },
];
const TO_LOG_PROBS: OnnxNode = {
  ...{ op: 'LogSoftmax', inputs: ['logits'], outputs: ['log_probs'], ints: { axis: -1 } },
};
/** How many frames of logits a whole sound has. */
export const lengthInto = (output: string): OnnxNode[] => [
  { op: 'Add', inputs: ['x_lens', 'up'], outputs: ['rounded'] },
  { op: 'Div', inputs: ['rounded', 'step'], outputs: [output] },
];
/** More frames than any sound of a test has. */
export const ALL_FRAMES = 1_000_000;

/** What models of whole sounds are given. */
export const WHOLE_SOUND: readonly OnnxValue[] = [
  { name: 'x', type: 'float', shape: ['N', 'T', MEL_BANDS] },
  { name: 'x_lens', type: 'int64', shape: ['N'] },
];

/** Frames of 10 ms that the streaming model is given at a time, and how far it then moves on. */
const CHUNK = 45;
const CHUNK_STEP = 32;

/** Writes a model folder of sherpa-onnx's family `zipformerCtc` that hears the tone alphabet. */
export function writeToneModel(folder: string): void {
  writeModel(folder, {
    inputs: WHOLE_SOUND,
    outputs: [
      { name: 'log_probs', type: 'float', shape: ['N', 'S', SIGNS] },
      { name: 'log_probs_len', type: 'int64', shape: ['N'] },
    ],
    constants: hearingConstants(ALL_FRAMES),
    nodes: [...HEARING, TO_LOG_PROBS, ...lengthInto('log_probs_len')],
  });
}

/** What a streaming zipformer of one layer carries from one chunk to the next, in its order. */
const STATES: readonly OnnxValue[] = [
  { name: 'key', type: 'float', shape: [4, 'N', 4] },
  { name: 'nonlin_attn', type: 'float', shape: [1, 'N', 4, 3] },
  { name: 'value1', type: 'float', shape: [4, 'N', 4] },
  { name: 'value2', type: 'float', shape: [4, 'N', 4] },
  { name: 'conv1', type: 'float', shape: ['N', 4, 1] },
  { name: 'conv2', type: 'float', shape: ['N', 4, 1] },
  { name: 'embed', type: 'float', shape: ['N', 128, 3, 19] },
  { name: 'processed', type: 'int64', shape: ['N'] },
];

/** A model in the manner of a streaming zipformer, whose first output is this. */
export function streamingModel(
  output: string,
  { nodes, constants = [] }: { nodes: readonly OnnxNode[]; constants?: readonly OnnxConstant[] },
): OnnxModel {
  return {
    inputs: [{ name: 'x', type: 'float', shape: ['N', CHUNK, MEL_BANDS] }, ...STATES],
    outputs: [
      { name: output, type: 'float', shape: ['N', CHUNK_STEP / SUBSAMPLING, SIGNS] },
      ...STATES.map((state) => ({ ...state, name: `new_${state.name}` })),
    ],
    constants: [...hearingConstants(CHUNK_STEP), ...constants],
    nodes: [
      ...HEARING,
      ...nodes,
      ...STATES.map(({ name }) => ({ op: 'Identity', inputs: [name], outputs: [`new_${name}`] })),
    ],
    metadata: {
      ...{ encoder_dims: '4', query_head_dims: '4', value_head_dims: '4', num_heads: '1' },
      ...{ num_encoder_layers: '1', cnn_module_kernels: '3', left_context_len: '4' },
      ...{ T: String(CHUNK), decode_chunk_len: String(CHUNK_STEP), model_type: 'zipformer2' },
    },
  };
}

/** The same of the streaming family `zipformer2Ctc`: chunk by chunk, with states. */
export function writeStreamingToneModel(folder: string): void {
  writeModel(folder, streamingModel('log_probs', { nodes: [TO_LOG_PROBS] }));
}

function writeModel(folder: string, model: OnnxModel): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model.onnx'), onnxFile(model));
  writeTokens(folder);
}

export function writeTokens(folder: string): void {
  const tokens = ['<blk>', ...TONE_ALPHABET].map((token, id) => `${token} ${id}\n`);
  writeFileSync(join(folder, 'tokens.txt'), tokens.join(''));
}
