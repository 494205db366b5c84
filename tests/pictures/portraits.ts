/// <reference lib="dom" />
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

const WIDTH = 640;
const HEIGHT = 360;

/** Colours of one drawn person; nobody's picture stands for a real patient or doctor. */
export interface Portrait {
  wall: string;
  skin: string;
  hair: string;
  clothes: string;
  long?: boolean;
}

/** A drawn person as a video file that Chromium can take for its camera. */
export async function cameraFile(browser: Browser, portrait: Portrait): Promise<string> {
  const page = await browser.newPage();
  const pixels = await page.evaluate(draw, { portrait, width: WIDTH, height: HEIGHT });
  await page.close();
  const file = join(await mkdtemp(join(tmpdir(), 'silkconsult-portrait-')), 'camera.y4m');
  const frame = Buffer.concat([Buffer.from('FRAME\n'), toI420(pixels)]);
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([header, frame, frame]));
  return file;
}

/** Runs in the page. */
function draw({
  portrait,
  width,
  height,
}: {
  portrait: Portrait;
  width: number;
  height: number;
}): number[] {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const oval = (colour: string, x: number, y: number, rx: number, ry: number) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  const wall = pen.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, portrait.wall);
  wall.addColorStop(1, '#20383b');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  const [x, y] = [width / 2, height * 0.4];
  if (portrait.long) oval(portrait.hair, x, y + 50, 92, 130);
  oval(portrait.clothes, x, height + 40, 190, 150);
  oval(portrait.skin, x, y + 96, 34, 52);
  oval(portrait.hair, x, y - 18, 82, 84);
  oval(portrait.skin, x, y + 12, 66, 80);
  oval(portrait.hair, x, y - 62, 66, 34);
  for (const side of [-1, 1]) oval('#2b2320', x + side * 25, y + 6, 5, 6);
  pen.strokeStyle = '#8a4b3c';
  pen.lineWidth = 4;
  pen.lineCap = 'round';
  pen.beginPath();
  pen.arc(x, y + 36, 20, 0.25 * Math.PI, 0.75 * Math.PI);
  pen.stroke();
  return [...pen.getImageData(0, 0, width, height).data];
}

/** RGBA to the planes of YUV 4:2:0, full range (JFIF's conversion). */
function toI420(rgba: readonly number[]): Buffer {
  const size = WIDTH * HEIGHT;
  const planes = Buffer.alloc((size * 3) / 2);
  for (let row = 0; row < HEIGHT; row++)
    for (let column = 0; column < WIDTH; column++) {
      const at = (row * WIDTH + column) * 4;
      const [r = 0, g = 0, b = 0] = rgba.slice(at, at + 3);
      planes[row * WIDTH + column] = 0.299 * r + 0.587 * g + 0.114 * b;
      if (row % 2 || column % 2) continue;
      const chroma = (row / 2) * (WIDTH / 2) + column / 2;
      planes[size + chroma] = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b;
      planes[(size * 5) / 4 + chroma] = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b;
    }
  return planes;
}
