import { ledgerPolicy } from '@/lib/http/ledger-files';

export const dynamic = 'force-dynamic';
export const GET = ledgerPolicy;
