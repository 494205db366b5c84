import { expect, it } from '@jest/globals';
import { decode } from './decode.ts';

/** The encodings that nothing here can write, by reading what every pair of bytes means. */
function encoderOf(encoding: string): (text: string) => Buffer {
  const bytesOf = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding);
  for (let first = 0xff; first >= 0; first -= 1) {
    if (encoding === 'gb18030' && first >= 0x81)
      for (let second = 0x40; second < 0xff; second += 1)
        bytesOf.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
    else bytesOf.set(decoder.decode(Uint8Array.of(first)), [first]);
  }
  return (text) => Buffer.from([...text].flatMap((letter) => bytesOf.get(letter) ?? []));
}
const cyrillic = encoderOf('windows-1251');
const chinese = encoderOf('gb18030');

const RUSSIAN = 'name;native_name\r\nAibek Osmonov;Айбек Осмонов\r\nMaria;МАРИЯ Ёлкина\r\n';
const CHINESE = 'name,native_name\r\nLi Na,李娜\r\nWang Wei,王伟，主任医师（心内科）\r\n';
const MIXED = 'name,native_name\nLi Na,李娜\nAibek,Айбек\nAygul,ئايگۈل\nMaral,Maral Gurbanowa ñ\n';

it.each([
  ['UTF-8', Buffer.from(MIXED), 'utf-8', MIXED],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${MIXED}`), 'utf-8', MIXED],
  ['UTF-16 as Excel writes it', Buffer.from(`\uFEFF${MIXED}`, 'utf16le'), 'utf-16le', MIXED],
  ['Windows-1251', cyrillic(RUSSIAN), 'windows-1251', RUSSIAN],
  ['GB18030', chinese(CHINESE), 'gb18030', CHINESE],
  ['one Chinese name alone', chinese('name\n李娜\n'), 'gb18030', 'name\n李娜\n'],
  ['one Russian name alone', cyrillic('name\nИванов\n'), 'windows-1251', 'name\nИванов\n'],
  ['nothing but ASCII', Buffer.from('name\nLi Na\n'), 'utf-8', 'name\nLi Na\n'],
])('reads %s', (_what, bytes, encoding, text) => {
  expect(decode(bytes)).toEqual({ encoding, text });
});

it('does not guess at bytes that spell nothing', () => {
  expect(decode(Buffer.from([0x6e, 0x0a, 0xff, 0xfd, 0x80, 0x81, 0xa7]))).toBeUndefined();
  expect(decode(Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0xff]))).toBeUndefined();
});
