/** Writes ONNX files: as much of the format as the small models of our tests need. */

/** A tensor's element types, by the numbers that ONNX gives them. */
const FLOAT = 1;
const INT64 = 7;
const OPSET = 13;

type Shape = readonly (number | string)[];

export interface OnnxValue {
  name: string;
  type: 'float' | 'int64';
  /** A name stands for a dimension that varies. */
  shape: Shape;
}

export interface OnnxConstant {
  name: string;
  dims: readonly number[];
  data: Float32Array | BigInt64Array;
}

export interface OnnxNode {
  op: string;
  inputs: readonly string[];
  outputs: readonly string[];
  ints?: Readonly<Record<string, number>>;
}

export interface OnnxModel {
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  constants: readonly OnnxConstant[];
  nodes: readonly OnnxNode[];
  metadata?: Readonly<Record<string, string>>;
}

/** The bytes of a .onnx file. */
export function onnxFile({ inputs, outputs, constants, nodes, metadata = {} }: OnnxModel): Buffer {
  const graph = [
    ...nodes.map((node) => field(1, nodeOf(node))),
    text(2, 'test'),
    ...constants.map((constant) => field(5, tensorOf(constant))),
    ...inputs.map((value) => field(11, valueInfo(value))),
    ...outputs.map((value) => field(12, valueInfo(value))),
  ];
  return Buffer.concat([
    number(1, 8),
    field(7, graph),
    field(8, [number(2, OPSET)]),
    ...Object.entries(metadata).map(([key, value]) => field(14, [text(1, key), text(2, value)])),
  ]);
}

function nodeOf({ op, inputs, outputs, ints = {} }: OnnxNode): Buffer[] {
  const INT_ATTRIBUTE = 2;
  const attributes = Object.entries(ints).map(([name, value]) =>
    field(5, [text(1, name), number(3, value), number(20, INT_ATTRIBUTE)]),
  );
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...attributes,
  ];
}

function tensorOf({ name, dims, data }: OnnxConstant): Buffer[] {
  const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return [
    ...dims.map((dim) => number(1, dim)),
    number(2, data instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    field(9, [raw]),
  ];
}

function valueInfo({ name, type, shape }: OnnxValue): Buffer[] {
  const dims = shape.map((dim) =>
    field(1, [typeof dim === 'number' ? number(1, dim) : text(2, dim)]),
  );
  const tensor = [number(1, type === 'float' ? FLOAT : INT64), field(2, dims)];
  return [text(1, name), field(2, [field(1, tensor)])];
}

// The wire format of protocol buffers: varints, and pieces of a length.

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id * 8), varint(value)]);
}

function field(id: number, parts: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([varint(id * 8 + 2), varint(bytes.length), bytes]);
}

function text(id: number, value: string): Buffer {
  return field(id, [Buffer.from(value)]);
}
