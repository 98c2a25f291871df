import { fdatasyncSync, fsyncSync, openSync, writeSync } from 'node:fs';

const f = openSync('/tmp/w/imp/d/fs.bin', 'w');
const b = Buffer.alloc(4 << 20);
for (let i = 0; i < 8; i++) {
  const s = performance.now();
  for (let k = 0; k < 4; k++) writeSync(f, b);
  const m = performance.now();
  fdatasyncSync(f);
  console.log('16MB write', (m - s).toFixed(1), 'fsync', (performance.now() - m).toFixed(1));
}
for (let i = 0; i < 5; i++) {
  writeSync(f, b, 0, 4096);
  const m = performance.now();
  fdatasyncSync(f);
  console.log('4k fsync', (performance.now() - m).toFixed(1));
}
