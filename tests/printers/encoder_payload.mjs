// Encodes a picture with an ESC/POS encoder that others wrote, for comparison with ours.
//   stdin: "WIDTH ROWS\n", then the rows, one bit a dot, 1 is black; stdout: its bytes.
import { readFileSync, writeSync } from 'node:fs';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';

const input = readFileSync(0);
const end = input.indexOf(10);
const [width, height] = input.subarray(0, end).toString().split(' ').map(Number);
const bits = input.subarray(end + 1);
const data = new Uint8ClampedArray(width * height * 4);
for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
        const black = (bits[y * (width / 8) + (x >> 3)] >> (7 - (x & 7))) & 1;
        const at = (y * width + x) * 4;
        data.fill(black ? 0 : 255, at, at + 3);
        data[at + 3] = 255;
    }
}
const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode: 'raster', columns: 48 });
const bytes = encoder.image({ data, width, height }, width, height, 'threshold', 128).encode();
for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
