import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJpeg } from '@/lib/ingest/plain-jpeg';
import { tinyJpeg, withExif } from '../../support/jpeg';

describe('a picture', () => {
  it('loses what tells where and by what it was taken, and nothing else', () => {
    const plain = plainJpeg(withExif(tinyJpeg(), 'GPS -6.2 106.8'));
    expect(Buffer.from(plain ?? []).toString('latin1')).not.toContain('GPS');
    expect(Buffer.from(plain ?? []).equals(tinyJpeg())).toBe(true);
    expect(Buffer.from(plainJpeg(tinyJpeg()) ?? []).equals(tinyJpeg())).toBe(true);
  });

  it('is refused when it is cut anywhere, and never makes the reader fail', () => {
    const whole = tinyJpeg();
    for (let length = 0; length < whole.length; length += 1)
      expect(plainJpeg(whole.subarray(0, length)), `${length} bytes`).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        plainJpeg(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), noise, Buffer.from([0xff, 0xd9])]));
      }),
    );
  });

  it('is refused when it claims to be huge', () => {
    const huge = tinyJpeg();
    const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
    huge.writeUInt16BE(5_000, frame + 5);
    expect(plainJpeg(huge)).toBeNull();
  });
});
