import { fieldDecisions } from '@/lib/http/review-doors';

export const dynamic = 'force-dynamic';
export const GET = fieldDecisions;
