import { ledgerExport } from '@/lib/http/ledger-book';

export const dynamic = 'force-dynamic';
export const GET = ledgerExport;
