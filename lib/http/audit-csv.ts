import { auditCsv, readAudit } from '@/lib/services/read-audit';
import { door } from './door';
import { personOf } from './person';

/** More than this is a job for the database's own tools; narrow the time instead. */
const MAX_ROWS = 50_000;

/** `GET /portal/audit/csv`: what the audit page finds, as a file. */
export const auditCsvDoor = door('audit-csv', async (request, runtime) => {
  const actor = await personOf(request, runtime, 'see the audit');
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const rows = await readAudit(runtime, actor, search, MAX_ROWS);
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
