import { healthLive } from '@/lib/http/health';

export const dynamic = 'force-dynamic';
export const GET = healthLive;
