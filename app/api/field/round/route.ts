import { fieldRound } from '@/lib/http/field-round';

export const dynamic = 'force-dynamic';
export const GET = fieldRound;
