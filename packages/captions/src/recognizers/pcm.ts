/** −1 to 1 → 16-bit samples. */
export function toInt16(pcm: Float32Array): Int16Array {
  const out = new Int16Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) {
    out[i] = Math.max(-32_768, Math.min(32_767, Math.round((pcm[i] ?? 0) * 32_767)));
  }
  return out;
}

/** 16-bit samples → −1 to 1. */
export function toFloat32(pcm: Int16Array): Float32Array {
  return Float32Array.from(pcm, (sample) => sample / 32_768);
}
