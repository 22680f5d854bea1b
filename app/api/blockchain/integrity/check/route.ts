import { ledgerIntegrity } from '@/lib/http/ledger-integrity';

export const dynamic = 'force-dynamic';
export const GET = ledgerIntegrity;
