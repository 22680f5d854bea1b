import { describe, expect, it } from 'vitest';
import { diskRoom } from '@/lib/services/disk-room';

describe('the room on the disk of the data folder', () => {
  it.each([
    [4_096, 'ok'],
    [4_095, 'full'],
    [0, 'full'],
  ])('with %i free blocks of 4 kB is %s', async (bavail, room) => {
    expect(await diskRoom('/somewhere', async () => ({ bavail, bsize: 4_096 }))).toBe(room);
  });

  it('is unknown where nobody can tell', async () => {
    expect(await diskRoom('/no/such/folder')).toBe('unknown');
  });
});
