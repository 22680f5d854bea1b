import { alertsLive } from '@/lib/http/alerts';

export const dynamic = 'force-dynamic';
export const GET = alertsLive;
