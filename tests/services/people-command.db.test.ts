import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '@/lib/auth/actor';
import { type OpenDatabase, openSeededDatabase } from '../support/open-database';
import { runSmp } from '../support/run-smp';

let database: OpenDatabase;
let folder: string;
beforeAll(async () => {
  database = await openSeededDatabase();
  folder = await mkdtemp(join(tmpdir(), 'smp people '));
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const smp = (...args: string[]) => runSmp(database.url, folder, args);

const create = (email: string, ...more: string[]) =>
  smp('user', 'create', '--email', email, '--role', 'officer', ...more);

const regionOf = async (email: string) =>
  (await database.db.user.findUnique({ where: { email }, select: { regionId: true } }))?.regionId;

describe('smp user and smp token', () => {
  it('answer a role that does not exist with those that do, and make nothing', async () => {
    for (const command of [
      ['user', 'create', '--email', 'peran@smp.example'],
      ['token', 'create', '--name', 'peran'],
    ]) {
      for (const wrong of ['boss', 'public', 'Admin']) {
        const { code, out, err } = await smp(...command, '--role', wrong);
        expect([code, out]).toEqual([2, '']);
        for (const role of ROLES.filter((name) => name !== 'public')) expect(err).toContain(role);
      }
    }
    expect(await regionOf('peran@smp.example')).toBe(undefined);
    const { code, out } = await smp('token', 'create', '--name', 'baik', '--role', 'auditor');
    expect([code, out.slice(0, 4)]).toEqual([0, 'smp_']);
  });

  it('take a province by number, name and the short names that people use', async () => {
    for (const [i, said] of ['31', 'DKI Jakarta', 'JAKARTA', ' dki jakarta '].entries()) {
      const { code, out, err } = await create(`wilayah${i}@smp.example`, '--region', said);
      expect([code, err], said).toEqual([0, '']);
      expect(out).toContain('/tautan#');
      expect(await regionOf(`wilayah${i}@smp.example`)).toBe(31);
    }
  });

  it('say how a province is given when it is none, and which one may be meant', async () => {
    const none = await create('tiada@smp.example', '--region', 'Atlantis');
    expect(none.code).toBe(2);
    expect(none.err).toContain('--region "Atlantis" is no province');
    expect(none.err).toContain('31 or "DKI Jakarta"');
    const near = await create('tiada@smp.example', '--region', 'Jawa Barrat');
    expect(near.err).toContain('32 Jawa Barat');
    expect(await regionOf('tiada@smp.example')).toBe(undefined);
  });
});
