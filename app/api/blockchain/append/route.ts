import { ledgerAttest } from '@/lib/http/ledger-attest';

export const dynamic = 'force-dynamic';
export const POST = ledgerAttest;
