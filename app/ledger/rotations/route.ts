import { ledgerRotations } from '@/lib/http/ledger-about';

export const dynamic = 'force-dynamic';
export const GET = ledgerRotations;
