import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnxFile } from './onnx.ts';

/** What the model of our tests translates, word by word and both ways. */
const DICTIONARY = { my: 'моя', head: 'голова', hurts: 'болит', not: 'не' } as const;

const SPECIAL = ['<s>', '<pad>', '</s>', '<unk>', '__en__', '__ru__'];
const [BOS, PAD, EOS] = [0, 1, 2];
const WORDS = [...SPECIAL, ...Object.keys(DICTIONARY), ...Object.values(DICTIONARY)];
const PARTNER = new Map(
  Object.entries(DICTIONARY).flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]),
);
const SIZE = WORDS.length;

/** Each word → its partner, as logits. */
function table(): Float32Array {
  const logits = new Float32Array(SIZE * SIZE);
  WORDS.forEach((word, row) => {
    logits[row * SIZE + WORDS.indexOf(PARTNER.get(word) ?? word)] = 10;
  });
  return logits;
}

const encoder = () =>
  onnxFile({
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['B', 'S'] },
      { name: 'attention_mask', type: 'int64', shape: ['B', 'S'] },
    ],
    outputs: [{ name: 'last_hidden_state', type: 'float', shape: ['B', 'S', SIZE] }],
    constants: [{ name: 'table', dims: [SIZE, SIZE], data: table() }],
    nodes: [
      {
        op: 'Gather',
        inputs: ['table', 'input_ids'],
        outputs: ['last_hidden_state'],
        ints: { axis: 0 },
      },
    ],
  });

const ints = (name: string, ...values: number[]) => ({
  ...{ name, dims: [values.length], data: BigInt64Array.from(values.map(BigInt)) },
});

/** Gives the encoder's words in their order. Its cache holds nothing but how many there were. */
const decoder = () => {
  const [past, present] = ['past_key_values.0.decoder.key', 'present.0.decoder.key'];
  return onnxFile({
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch_size', 'T'] },
      { name: 'encoder_attention_mask', type: 'int64', shape: ['batch_size', 'S'] },
      { name: 'encoder_hidden_states', type: 'float', shape: ['batch_size', 'S', SIZE] },
      { name: past, type: 'float', shape: ['batch_size', 1, 'past', 1] },
    ],
    outputs: [
      { name: 'logits', type: 'float', shape: ['batch_size', 'T', SIZE] },
      { name: present, type: 'float', shape: ['batch_size', 1, 'all', 1] },
    ],
    constants: [ints('one', 1), ints('two', 2), ints('around', 1, 3)],
    nodes: [
      { op: 'Shape', inputs: [past], outputs: ['pastShape'] },
      { op: 'Gather', inputs: ['pastShape', 'two'], outputs: ['from'], ints: { axis: 0 } },
      { op: 'Shape', inputs: ['input_ids'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'one'], outputs: ['count'], ints: { axis: 0 } },
      { op: 'Add', inputs: ['from', 'count'], outputs: ['to'] },
      { op: 'Slice', inputs: ['encoder_hidden_states', 'from', 'to', 'one'], outputs: ['logits'] },
      { op: 'Cast', inputs: ['input_ids'], outputs: ['floats'], ints: { to: 1 } },
      { op: 'Unsqueeze', inputs: ['floats', 'around'], outputs: ['fresh'] },
      { op: 'Concat', inputs: [past, 'fresh'], outputs: [present], ints: { axis: 2 } },
    ],
  });
};

const ids = {
  ...{ bos_token_id: BOS, pad_token_id: PAD, eos_token_id: EOS, decoder_start_token_id: EOS },
  max_length: 60,
};
const config = {
  ...ids,
  ...{ model_type: 'm2m_100', is_encoder_decoder: true, vocab_size: SIZE, d_model: SIZE },
  ...{ encoder_layers: 1, decoder_layers: 1, num_hidden_layers: 1 },
  ...{ encoder_attention_heads: 1, decoder_attention_heads: 1 },
};
const tokenizerConfig = {
  ...{ tokenizer_class: 'M2M100Tokenizer', model_max_length: 60 },
  ...{ unk_token: '<unk>', pad_token: '<pad>', eos_token: '</s>', bos_token: '<s>' },
};
const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
const tokenizer = {
  version: '1.0',
  added_tokens: SPECIAL.map((content, id) => ({
    ...{ id, content, special: true, single_word: false },
    ...{ lstrip: false, rstrip: false, normalized: false },
  })),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [special('__en__'), { Sequence: { id: 'A', type_id: 0 } }, special('</s>')],
    pair: [],
    special_tokens: Object.fromEntries(
      ['__en__', '__ru__', '</s>'].map((id) => [
        id,
        { id, ids: [WORDS.indexOf(id)], tokens: [id] },
      ]),
    ),
  },
  decoder: null,
  model: {
    type: 'WordLevel',
    vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    unk_token: '<unk>',
  },
};

/** Writes a model folder of transformers.js: M2M100's shape, and a dictionary of eight words. */
export function writeDictionaryModel(folder: string): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx', 'encoder_model_quantized.onnx'), encoder());
  writeFileSync(join(folder, 'onnx', 'decoder_model_merged_quantized.onnx'), decoder());
  for (const [name, content] of Object.entries({
    ...{ config, tokenizer, tokenizer_config: tokenizerConfig, generation_config: ids },
  })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
  }
}
