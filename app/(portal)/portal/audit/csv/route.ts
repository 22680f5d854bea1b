import { auditCsvDoor } from '@/lib/http/audit-csv';

export const dynamic = 'force-dynamic';
export const GET = auditCsvDoor;
