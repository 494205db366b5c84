import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OnnxConstant, OnnxModel, OnnxNode, OnnxValue } from './onnx.ts';
import { onnxFile } from './onnx.ts';
import {
  ALL_FRAMES,
  HEARING,
  hearingConstants,
  lengthInto,
  SIGNS,
  signOf,
  streamingModel,
  WHOLE_SOUND,
  writeTokens,
} from './toneModel.ts';

/** A sign whose tone speaks nearly as much for another: only what is expected can decide. */
const AMBIGUOUS = { sign: 'т', other: 'р', share: 0.97 } as const;

/**
 * Writes a model folder of the family `transducer`, of whole sounds or streaming, that hears the
 * tone alphabet. Its "т" may be "р", and it says no sign twice in a row.
 */
export function writeToneTransducer(folder: string, { streaming }: { streaming: boolean }): void {
  mkdirSync(folder, { recursive: true });
  const write = (part: string, model: OnnxModel) =>
    writeFileSync(join(folder, `${part}.onnx`), onnxFile(model));
  write('encoder', streaming ? streamingEncoder() : wholeEncoder());
  write('decoder', DECODER);
  write('joiner', JOINER);
  writeTokens(folder);
}

const signs = (name: string): OnnxValue => ({ name, type: 'float', shape: ['N', SIGNS] });

/** The last sign → what speaks against saying it again. */
const DECODER: OnnxModel = {
  inputs: [{ name: 'y', type: 'int64', shape: ['N', 1] }],
  outputs: [signs('decoder_out')],
  constants: [
    { name: 'not_again', dims: [SIGNS, SIGNS], data: notAgain() },
    { name: 'axis', dims: [1], data: BigInt64Array.from([1n]) },
  ],
  nodes: [
    { op: 'Gather', inputs: ['not_again', 'y'], outputs: ['gathered'] },
    {
      ...{ op: 'ReduceSum', inputs: ['gathered', 'axis'], outputs: ['decoder_out'] },
      ints: { keepdims: 0 },
    },
  ],
  metadata: { vocab_size: String(SIGNS), context_size: '1' },
};

const JOINER: OnnxModel = {
  inputs: [signs('encoder_out'), signs('decoder_out')],
  outputs: [signs('logit')],
  constants: [],
  nodes: [{ op: 'Add', inputs: ['encoder_out', 'decoder_out'], outputs: ['logit'] }],
  metadata: { joiner_dim: String(SIGNS) },
};

/** What speaks for the one sign speaks for the other too. */
const MIXING: readonly OnnxNode[] = [
  { op: 'MatMul', inputs: ['logits', 'mix'], outputs: ['mixed'] },
  { op: 'Add', inputs: ['mixed', 'no_other'], outputs: ['other'] },
  { op: 'Max', inputs: ['logits', 'other'], outputs: ['encoder_out'] },
];

function mixingConstants(): OnnxConstant[] {
  const [sign, other] = [signOf(AMBIGUOUS.sign), signOf(AMBIGUOUS.other)];
  const mix = new Float32Array(SIGNS * SIGNS);
  mix[sign * SIGNS + other] = AMBIGUOUS.share;
  const noOther = new Float32Array(SIGNS).fill(-1000);
  noOther[other] = 0;
  return [
    { name: 'mix', dims: [SIGNS, SIGNS], data: mix },
    { name: 'no_other', dims: [SIGNS], data: noOther },
  ];
}

function wholeEncoder(): OnnxModel {
  return {
    inputs: WHOLE_SOUND,
    outputs: [
      { name: 'encoder_out', type: 'float', shape: ['N', 'S', SIGNS] },
      { name: 'encoder_out_lens', type: 'int64', shape: ['N'] },
    ],
    constants: [...hearingConstants(ALL_FRAMES), ...mixingConstants()],
    nodes: [...HEARING, ...MIXING, ...lengthInto('encoder_out_lens')],
    metadata: { model_type: 'zipformer2' },
  };
}

function streamingEncoder(): OnnxModel {
  return streamingModel('encoder_out', { constants: mixingConstants(), nodes: MIXING });
}

function notAgain(): Float32Array {
  const table = new Float32Array(SIGNS * SIGNS);
  const against = (said: number, next: number) => {
    table[said * SIGNS + next] = -1000;
  };
  for (let sign = 1; sign < SIGNS; sign++) against(sign, sign);
  // They are one tone: who heard the one must not hear the other in what is left of it.
  against(signOf(AMBIGUOUS.sign), signOf(AMBIGUOUS.other));
  against(signOf(AMBIGUOUS.other), signOf(AMBIGUOUS.sign));
  return table;
}
