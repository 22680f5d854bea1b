import { feedsDoor } from '@/lib/http/feeds';

export const dynamic = 'force-dynamic';
export const GET = feedsDoor;
