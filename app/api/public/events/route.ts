import { events } from '@/lib/http/public-events';

export const dynamic = 'force-dynamic';
export const GET = events;
