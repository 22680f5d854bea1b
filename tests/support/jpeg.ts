/** One grey pixel with JFIF's own header, as a phone's canvas would write it. */
const TINY =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==';

export function tinyJpeg(): Buffer {
  return Buffer.from(TINY, 'base64');
}

/** The same picture with an EXIF segment and a comment that say this. */
export function withExif(jpeg: Buffer, text: string): Buffer {
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(text)]));
  return Buffer.concat([jpeg.subarray(0, 20), exif, segment(0xfe, Buffer.from(text)), jpeg.subarray(20)]);
}
