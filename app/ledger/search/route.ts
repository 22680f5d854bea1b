import { ledgerSearch } from '@/lib/http/ledger-book';

export const dynamic = 'force-dynamic';
export const GET = ledgerSearch;
