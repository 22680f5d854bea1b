import { ledgerConsistency } from '@/lib/http/ledger-proof';

export const dynamic = 'force-dynamic';
export const GET = ledgerConsistency;
