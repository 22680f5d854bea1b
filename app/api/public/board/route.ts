import { board } from '@/lib/http/public-prices';

export const dynamic = 'force-dynamic';
export const GET = board;
