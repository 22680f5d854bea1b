import { impactQuery } from '@/lib/http/public-impact';

export const dynamic = 'force-dynamic';
export const GET = impactQuery;
