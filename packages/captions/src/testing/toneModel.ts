import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OnnxConstant, OnnxNode } from './onnx.ts';
import { onnxFile } from './onnx.ts';
import { concat, SAMPLE_RATE, silence } from './speech.ts';

/** What the models of our tests can hear: each sign is a tone of its own height. */
export const TONE_ALPHABET = ['▁', 'ж', 'ү', 'р', 'ө', 'к', 'о', 'а', 'т'] as const;

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

/** Energy in the sign's mel band → the sign, as logits; nothing but silence → the blank. */
function constants(): OnnxConstant[] {
  const signs = TONE_ALPHABET.length + 1;
  const weights = new Float32Array(MEL_BANDS * signs);
  TONE_ALPHABET.forEach((_, sign) => {
    weights[bandOf(sign) * signs + sign + 1] = 1;
  });
  const ints = (name: string, ...values: number[]) => ({
    name,
    dims: [values.length],
    data: BigInt64Array.from(values.map(BigInt)),
  });
  return [
    { name: 'weights', dims: [MEL_BANDS, signs], data: weights },
    ints('start', 0),
    ints('end', 1_000_000),
    ints('axis', 1),
    ints('step', SUBSAMPLING),
    ints('up', SUBSAMPLING - 1),
  ];
}

const NODES: OnnxNode[] = [
  { op: 'Slice', inputs: ['x', 'start', 'end', 'axis', 'step'], outputs: ['fewer'] },
  { op: 'MatMul', inputs: ['fewer', 'weights'], outputs: ['logits'] },
  { op: 'LogSoftmax', inputs: ['logits'], outputs: ['log_probs'], ints: { axis: -1 } },
  { op: 'Add', inputs: ['x_lens', 'up'], outputs: ['rounded'] },
  { op: 'Div', inputs: ['rounded', 'step'], outputs: ['log_probs_len'] },
];

/** Writes a model folder of sherpa-onnx's family `zipformerCtc` that hears the tone alphabet. */
export function writeToneModel(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const model = onnxFile({
    inputs: [
      { name: 'x', type: 'float', shape: ['N', 'T', MEL_BANDS] },
      { name: 'x_lens', type: 'int64', shape: ['N'] },
    ],
    outputs: [
      { name: 'log_probs', type: 'float', shape: ['N', 'S', TONE_ALPHABET.length + 1] },
      { name: 'log_probs_len', type: 'int64', shape: ['N'] },
    ],
    constants: constants(),
    nodes: NODES,
  });
  writeFileSync(join(folder, 'model.onnx'), model);
  const tokens = ['<blk>', ...TONE_ALPHABET].map((token, id) => `${token} ${id}\n`);
  writeFileSync(join(folder, 'tokens.txt'), tokens.join(''));
}
