import { history } from '@/lib/http/public-history';

export const dynamic = 'force-dynamic';
export const GET = history;
