import { z } from 'zod';
import { auditCsv, readAudit } from '@/lib/services/read-audit';
import { door } from './door';
import { personOf } from './person';
import { parseQuery } from './query';

/** More than this is a job for the database's own tools; narrow the time instead. */
const MAX_ROWS = 50_000;

const said = z.string().optional();
const auditQuery = z.strictObject({
  actor: said,
  action: said,
  subject: said,
  from: said,
  to: said,
  before: said,
});

/** `GET /portal/audit/csv`: what the audit page finds, as a file. */
export const auditCsvDoor = door('audit-csv', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'see the audit');
  const rows = await readAudit(runtime, actor, parseQuery(request, auditQuery), MAX_ROWS);
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
      'cache-control': 'no-store',
    },
    body: `\uFEFF${auditCsv(rows)}`,
  };
});
