// An album for the tests: drawn scenes as JPEG files with the EXIF data that cameras write. Seeded, so that every run gets
// the same album.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PLACES = [[35.0116, 135.7681], [26.3344, 127.8056], [48.8566, 2.3522], [30.2741, 120.1551]];
const CAMERAS = [['Canon', 'Canon EOS R6'], ['Apple', 'iPhone 13'], ['SONY', 'ILCE-7M4']];
const SIZES = [[640, 427], [427, 640], [640, 480], [640, 640], [900, 300]];

/// Draws photo `i` in a page of the browser; a data: address of it.
function draw([i, width, height, type = 'image/jpeg']) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, 0, height);
  const hue = (i * 47) % 360;
  sky.addColorStop(0, `hsl(${hue} 70% 55%)`);
  sky.addColorStop(1, `hsl(${(hue + 60) % 360} 80% 75%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = `hsl(${(hue + 180) % 360} 50% 30%)`;
  context.beginPath();
  context.moveTo(0, height);
  for (let x = 0; x <= width; x += width / 8) context.lineTo(x, height * (0.55 + 0.25 * Math.sin(i * 3.7 + x)));
  context.lineTo(width, height);
  context.fill();
  context.fillStyle = '#fff3c4';
  context.beginPath();
  context.arc(width * (0.2 + 0.6 * ((i * 37) % 100) / 100), height * 0.3, height / 12, 0, 7);
  context.fill();
  if (type === 'rgba') return [...context.getImageData(0, 0, width, height).data];
  return canvas.toDataURL(type, 0.85);
}

class Directory {
  entries = [];
  add(tag, type, count, value) {
    this.entries.push({ tag, type, count, value });
  }
  text(tag, text) {
    this.add(tag, 2, text.length + 1, Buffer.from(`${text}\0`, 'latin1'));
  }
  rationals(tag, list) {
    const bytes = Buffer.alloc(8 * list.length);
    list.forEach(([above, below], i) => {
      bytes.writeUInt32BE(above, 8 * i);
      bytes.writeUInt32BE(below, 8 * i + 4);
    });
    this.add(tag, 5, list.length, bytes);
  }
  long(tag, number) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(number);
    this.add(tag, 4, 1, bytes);
  }
  /// As it stands in the file from byte `at` of the TIFF data.
  bytes(at) {
    this.entries.sort((a, b) => a.tag - b.tag);
    const head = Buffer.alloc(2 + 12 * this.entries.length + 4);
    head.writeUInt16BE(this.entries.length);
    const tail = [];
    let next = at + head.length;
    this.entries.forEach(({ tag, type, count, value }, i) => {
      const where = 2 + 12 * i;
      head.writeUInt16BE(tag, where);
      head.writeUInt16BE(type, where + 2);
      head.writeUInt32BE(count, where + 4);
      if (value.length <= 4) value.copy(head, where + 8);
      else {
        head.writeUInt32BE(next, where + 8);
        tail.push(value);
        next += value.length;
      }
    });
    return Buffer.concat([head, ...tail]);
  }
}

function degrees(value) {
  const whole = Math.floor(value);
  const minutes = (value - whole) * 60;
  return [[whole, 1], [Math.floor(minutes), 1], [Math.round((minutes % 1) * 60 * 100), 100]];
}

function exif({ taken, place, camera }) {
  const main = new Directory();
  main.text(0x010f, camera[0]);
  main.text(0x0110, camera[1]);
  const detail = new Directory();
  detail.text(0x9003, taken);
  detail.rationals(0x829a, [[1, 250]]);
  detail.rationals(0x829d, [[28, 10]]);
  detail.rationals(0x920a, [[35, 1]]);
  const position = new Directory();
  if (place) {
    position.text(1, place[0] < 0 ? 'S' : 'N');
    position.rationals(2, degrees(Math.abs(place[0])));
    position.text(3, place[1] < 0 ? 'W' : 'E');
    position.rationals(4, degrees(Math.abs(place[1])));
  }
  // The places of the two inner directories are known once the first has its size; its size does not depend on them.
  main.long(0x8769, 0);
  if (place) main.long(0x8825, 0);
  const size = main.bytes(8).length;
  const detailAt = 8 + size;
  const positionAt = detailAt + detail.bytes(detailAt).length;
  for (const entry of main.entries) {
    if (entry.tag === 0x8769) entry.value.writeUInt32BE(detailAt);
    if (entry.tag === 0x8825) entry.value.writeUInt32BE(positionAt);
  }
  const tiff = Buffer.concat([Buffer.from('MM\0*\0\0\0\x08', 'latin1'), main.bytes(8), detail.bytes(detailAt), place ? position.bytes(positionAt) : Buffer.alloc(0)]);
  const head = Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1');
  head.writeUInt16BE(tiff.length + 8, 2);
  return Buffer.concat([head, tiff]);
}

/// Makes `count` photos in `folder`, newest first, over four years; every third without a place. And one file that is no
/// picture in spite of its name.
export async function makeAlbum(browser, folder, count) {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage();
  for (let i = 0; i < count; i += 1) {
    const [width, height] = SIZES[i % SIZES.length];
    const jpeg = Buffer.from((await page.evaluate(draw, [i, width, height])).split(',')[1], 'base64');
    const day = new Date(Date.UTC(2025, 5, 20) - Math.floor((i / count) * 4 * 365) * 864e5);
    const taken = `${day.toISOString().slice(0, 10).replaceAll('-', ':')} ${String(8 + (i % 12)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:00`;
    const data = exif({ taken, place: i % 3 === 2 ? null : PLACES[i % PLACES.length], camera: CAMERAS[i % CAMERAS.length] });
    writeFileSync(join(folder, `IMG_${String(i).padStart(4, '0')}.jpg`), Buffer.concat([jpeg.subarray(0, 2), data, jpeg.subarray(2)]));
  }
  await page.close();
  writeFileSync(join(folder, 'broken.jpg'), Buffer.from('\xff\xd8\xff\xe0 no picture', 'latin1'));
}

const PICTURES_COUNT = 40;
const SIDES = { s: 320, m: 720, l: 1600 };

/// What the stand-in (mock_server.mjs) answers with instead of thumbnails: made once, in a folder that git does not see.
export async function makePictures(browser, folder) {
  if (existsSync(join(folder, 'index.json'))) return;
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage();
  const index = [];
  for (let i = 0; i < PICTURES_COUNT; i += 1) {
    const [width, height] = SIZES[i % SIZES.length].map((side) => side * 5);
    const fitted = (side) => [width, height].map((length) => Math.round((length * side) / Math.max(width, height)));
    for (const [name, side] of Object.entries(SIDES)) {
      const webp = await page.evaluate(draw, [i, ...fitted(side), 'image/webp']);
      writeFileSync(join(folder, `${i}.${name}.webp`), Buffer.from(webp.split(',')[1], 'base64'));
    }
    const small = fitted(64);
    writeFileSync(join(folder, `${i}.rgba`), Buffer.from(await page.evaluate(draw, [i, ...small, 'rgba'])));
    index.push({ name: `IMG_${String(i).padStart(4, '0')}.jpg`, width, height, small });
  }
  await page.close();
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
}

export const PICTURES = join(dirname(new URL(import.meta.url).pathname), '../../build/page-photos');
