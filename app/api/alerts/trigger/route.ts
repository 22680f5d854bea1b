import { alertTrigger } from '@/lib/http/alerts';

export const dynamic = 'force-dynamic';
export const POST = alertTrigger;
